import { describe, expect, test } from 'vitest';
import type { Execution, Message } from '@/api/types';
import { chatRows } from './rows';

let count = 0;
const message = (role: string, content: unknown, more: Partial<Message> = {}): Message => {
  count += 1;
  return {
    id: String(count),
    spanId: '1',
    executionId: 'e1',
    role,
    name: null,
    content,
    toolCalls: [],
    metadata: {},
    timestamp: '2026-11-21T09:41:07Z',
    timestampUnixNano: '0',
    ...more,
  };
};
const call = (id: string, name: string) => ({ id, name, arguments: {} });

describe('rows of a chat', () => {
  test('consecutive bubbles of one speaker stand together', () => {
    const rows = chatRows([
      message('user', 'Oi'),
      message('assistant', 'Oi!'),
      message('assistant', 'Tudo bem?'),
    ]);
    expect(rows.map((row) => row.kind === 'say' && [row.isOut, row.messages.length])).toEqual([
      [false, 1],
      [true, 2],
    ]);
  });

  test('calls have their answers, and stand in one row', () => {
    const rows = chatRows([
      message('system', 'Be brief.'),
      message('user', 'Weather?'),
      message('assistant', null, { toolCalls: [call('1', 'weather'), call('2', 'time')] }),
      message('tool', 'rainy', { metadata: { toolCallId: '1' } }),
      message('tool', 'unasked', { name: 'other', metadata: { toolCallId: '9' } }),
      message('assistant', 'Rainy.'),
    ]);
    expect(rows.map((row) => row.kind)).toEqual(['system', 'say', 'tools', 'say']);
    const tools = rows[2];
    if (tools.kind !== 'tools') throw new Error('no calls');
    expect(tools.calls.map(({ call, result }) => [call.name, result?.content ?? null])).toEqual([
      ['weather', 'rainy'],
      ['time', null],
      ['other', 'unasked'],
    ]);
  });

  test('executions, days and pauses are marked', () => {
    const at = (executionId: string, timestamp: string) =>
      message('user', 'Hi', { executionId, timestamp });
    const executions = new Map(
      ['e1', 'e2', 'e3'].map((id) => [id, { executionId: id } as Execution]),
    );
    const rows = chatRows(
      [
        at('e1', '2026-11-20T12:00:00Z'),
        at('e2', '2026-11-21T12:00:00Z'),
        at('e3', '2026-11-21T12:05:00Z'),
        at('e3', '2026-11-21T12:30:00Z'),
      ],
      executions,
    );
    expect(rows.map((row) => row.kind)).toEqual([
      'day',
      'execution',
      'say',
      'day',
      'execution',
      'say',
      'gap',
      'execution',
      'say',
    ]);
  });
});
