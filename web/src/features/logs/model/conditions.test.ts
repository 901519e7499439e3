import { describe, expect, it } from 'vitest';
import {
  fieldName,
  keyOf,
  readConditions,
  toggled,
  toQuery,
  toSearch,
  withCondition,
  without,
} from './conditions';
import { readTyped, settledText, startedCondition } from './typed';

const is = (key: string, value: string) => ({ key, value, isNot: false });
const not = (key: string, value: string) => ({ key, value, isNot: true });

describe('conditions in the address', () => {
  const search = {
    level: ['error', 'fatal'],
    'attr.tenant_id': 'telenorte',
    'not.attr.event': 'heartbeat',
    'not.traceId': 'x',
    'attr.': 'none',
    range: '6h',
    search: 'transfer',
  };
  const conditions = [
    is('level', 'error'),
    is('level', 'fatal'),
    is('attr.tenant_id', 'telenorte'),
    not('attr.event', 'heartbeat'),
  ];

  it('are read, whatever else is there', () => {
    expect(readConditions(search)).toEqual(conditions);
    expect(readConditions({ traceId: ['a', 'b'] })).toEqual([is('traceId', 'a')]);
    expect(readConditions({ level: ['info', 'info', ''] })).toEqual([is('level', 'info')]);
  });

  it('come back as they were', () => {
    expect(readConditions(toSearch(conditions))).toEqual(conditions);
  });

  it('ask the server for an execution where the id is no trace id', () => {
    const id = 'a'.repeat(32);
    expect(toQuery([is('traceId', id)])).toEqual({ traceId: id });
    expect(toQuery([is('traceId', 'order-7'), not('level', 'debug')])).toEqual({
      executionId: 'order-7',
      'not.level': ['debug'],
    });
  });

  it('replace their opposite, and toggle', () => {
    expect(withCondition([is('service', 'a')], not('service', 'a'))).toEqual([not('service', 'a')]);
    expect(withCondition([is('traceId', 'a')], is('traceId', 'b'))).toEqual([is('traceId', 'b')]);
    expect(withCondition([is('level', 'a')], is('level', 'b'))).toHaveLength(2);
    expect(toggled([is('level', 'a')], is('level', 'a'))).toEqual([]);
    expect(without([is('level', 'a'), not('level', 'b')], not('level', 'b'))).toEqual([
      is('level', 'a'),
    ]);
  });

  it('have names that people know', () => {
    expect(fieldName('attr.call_id')).toBe('call_id');
    expect(fieldName('traceId')).toBe('trace');
    expect([keyOf('__proto__'), keyOf('constructor')]).toEqual([
      'attr.__proto__',
      'attr.constructor',
    ]);
    expect([keyOf('trace_id'), keyOf('Level'), keyOf('tenant_id')]).toEqual([
      'traceId',
      'level',
      'attr.tenant_id',
    ]);
  });
});

describe('what is typed', () => {
  it('becomes conditions and text', () => {
    expect(readTyped('transfer tenant_id=telenorte -event:heartbeat failed')).toEqual({
      conditions: [is('attr.tenant_id', 'telenorte'), not('attr.event', 'heartbeat')],
      text: 'transfer failed',
    });
    expect(readTyped('level!=debug queue:"n1 cobranca"').conditions).toEqual([
      not('level', 'debug'),
      is('attr.queue', 'n1 cobranca'),
    ]);
  });

  it('stays text where it only looks like one', () => {
    for (const text of [
      'https://example.org/x',
      '09:41:52',
      'error: boom',
      '"status=500"',
      '-trace:4bf',
    ])
      expect(readTyped(text)).toEqual({ conditions: [], text });
  });

  it('is not searched for while a condition is on its way', () => {
    expect(startedCondition('transfer -event=heart')).toEqual({
      key: 'attr.event',
      isNot: true,
      value: 'heart',
      before: 'transfer ',
    });
    expect(startedCondition('transfer ')).toBeNull();
    expect(settledText('transfer event=')).toBe('transfer');
    expect(settledText('transfer event')).toBe('transfer event');
  });
});
