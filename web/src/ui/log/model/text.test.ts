import { describe, expect, it } from 'vitest';
import type { Log } from '@/api/types';
import { marked } from './marks';
import { attributeText, bodyText, callKey, extraText, logFields, resourceFields } from './text';

describe('a log record in one line', () => {
  it('is its body, or the message in it', () => {
    expect(bodyText({ body: 'plain', eventName: null })).toBe('plain');
    expect(bodyText({ body: { msg: 'inside', n: 1 }, eventName: null })).toBe('inside');
    expect(bodyText({ body: { n: 1 }, eventName: null })).toBe('{"n":1}');
    expect(bodyText({ body: null, eventName: 'gen_ai.choice' })).toBe('gen_ai.choice');
  });

  it('ends with its first short attributes, those that were searched for before them', () => {
    const attributes = { a: 1, long: 'x'.repeat(99), nested: {}, b: 'y', c: 'Zett' };
    expect(extraText({ attributes })).toBe('a=1 b=y');
    expect(extraText({ attributes }, 'zet')).toBe('c=Zett a=1');
    expect(extraText({ attributes: { ...attributes, call_id: 'c-1' } })).toBe('call_id=c-1 a=1');
    expect(extraText({ attributes }, undefined, ['a'])).toBe('b=y c=Zett');
    expect(extraText({ attributes: {} })).toBe('');
  });

  it('has columns of attributes, also of nested ones and of the resource', () => {
    const log = {
      attributes: { http: { status: 486 }, 'a.b': 'flat' },
      resource: { attributes: { 'host.name': 'vm-1' } },
    };
    expect(['http.status', 'a.b', 'host.name', 'x'].map((key) => attributeText(log, key))).toEqual([
      '486',
      'flat',
      'vm-1',
      '',
    ]);
  });

  it('shows where a search was found', () => {
    const found = marked('Transfer failed: no transfer', 'TRANSFER').map(({ text, isFound }) =>
      isFound ? `[${text}]` : text,
    );
    expect(found.join('')).toBe('[Transfer] failed: no [transfer]');
    expect(marked('a', undefined)).toEqual([{ text: 'a', isFound: false }]);
    expect(marked('', 'x')).toEqual([{ text: '', isFound: false }]);
  });
});

describe('the fields of a record', () => {
  const log = {
    timestamp: 't',
    level: 'warn',
    severityNumber: 13,
    severityText: 'WARNING',
    service: null,
    attributes: { a: { b: 1 }, list: [1], call_id: 'c-1', note: null },
    resource: { attributes: { 'host.name': 'vm-1' } },
    traceId: 'abc',
  } as unknown as Log;

  it('are those that have a value, with the parameter that filters by them', () => {
    expect(logFields(log)).toEqual([
      { name: 'timestamp', value: 't', key: null },
      { name: 'level', value: 'warn', note: 'WARNING 13', key: 'level' },
      { name: 'a.b', value: '1', key: 'attr.a.b' },
      { name: 'list', value: '[\n  1\n]', key: null },
      { name: 'call_id', value: 'c-1', key: 'attr.call_id' },
      { name: 'trace', value: 'abc', key: 'traceId' },
    ]);
    expect(resourceFields(log)).toEqual([
      { name: 'host.name', value: 'vm-1', key: 'attr.host.name' },
    ]);
  });

  it('have one that binds a call together', () => {
    expect(callKey(log)).toBe('call_id');
    expect(callKey({ attributes: { orderId: 'o', tenant: 'x' } })).toBe('orderId');
    expect(callKey({ attributes: { n: 1 } })).toBeNull();
  });
});
