import { describe, expect, test } from 'vitest';
import type { Message } from '@/api/types';
import { around, findMessages } from './find';

const message = (id: string, more: Partial<Message>): Message => ({
  id,
  executionId: 'e',
  spanId: id,
  role: 'user',
  name: null,
  content: null,
  toolCalls: [],
  metadata: {},
  timestamp: '2026-11-21T09:41:07Z',
  timestampUnixNano: '0',
  ...more,
});
const messages = [
  message('said', { content: 'The **Line** is down' }),
  message('data', { content: { type: 'line_reset', attempts: 1 } }),
  message('call', { toolCalls: [{ id: null, name: 'get_line', arguments: { near: 'Recife' } }] }),
  message('other', { content: [{ type: 'text', text: 'Thanks!' }], name: 'Ana' }),
];
const found = (text: string) => findMessages(messages, text).map(({ id }) => id);

describe('finding in a conversation', () => {
  test('looks at words, data, calls and names, without case', () => {
    expect(found('line')).toEqual(['said', 'data', 'call']);
    expect(found('RECIFE')).toEqual(['call']);
    expect(found('ana')).toEqual(['other']);
    expect(found('thanks')).toEqual(['other']);
  });

  test('nothing is looked for where nothing was typed', () => {
    expect([found(''), found('  ')]).toEqual([[], []]);
  });

  test('goes round', () => {
    expect([0, 3, -1, 7].map((at) => around(at, 3))).toEqual([0, 0, 2, 1]);
    expect(around(5, 0)).toBe(0);
  });
});
