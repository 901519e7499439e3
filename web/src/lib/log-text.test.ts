import { describe, expect, it } from 'vitest';
import type { Log } from '@/api/types';
import { bodyText, extraText, logFields } from './log-text';

describe('a log record in one line', () => {
  it('is its body, or the message in it', () => {
    expect(bodyText({ body: 'plain', eventName: null })).toBe('plain');
    expect(bodyText({ body: { msg: 'inside', n: 1 }, eventName: null })).toBe('inside');
    expect(bodyText({ body: { n: 1 }, eventName: null })).toBe('{"n":1}');
    expect(bodyText({ body: null, eventName: 'gen_ai.choice' })).toBe('gen_ai.choice');
  });

  it('ends with its first short attributes', () => {
    const attributes = { a: 1, long: 'x'.repeat(99), nested: {}, b: 'y', c: 'z' };
    expect(extraText({ attributes })).toBe('a=1 b=y');
    expect(extraText({ attributes: {} })).toBe('');
  });
});

describe('the fields of a record', () => {
  it('are those that have a value', () => {
    const log = { timestamp: 't', level: 'warn', severityNumber: 13, attributes: { a: { b: 1 } } };
    expect(logFields({ service: null, ...log } as unknown as Log)).toEqual([
      ['timestamp', 't'],
      ['level', 'warn 13'],
      ['a', '{\n  "b": 1\n}'],
    ]);
  });
});
