import { describe, expect, it } from 'vitest';
import { asMessages } from './messages';

describe('messages', () => {
  it('are read from the plain form and from one that wraps them', () => {
    const list = [{ role: 'user', content: 'Oi' }];
    const read = [{ role: 'user', name: null, text: 'Oi', toolCalls: [] }];
    expect(asMessages(list)).toEqual(read);
    expect(asMessages({ messages: list, model: 'x' })).toEqual(read);
    expect(asMessages(JSON.stringify(list))).toEqual(read);
    expect(asMessages(list[0])).toEqual(read);
  });

  it('are read from parts', () => {
    const parts = [
      { type: 'text', content: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect(asMessages([{ role: 'user', parts }])?.[0].text).toBe('a\n\nb');
    const content = [{ type: 'image', url: 'x' }];
    expect(asMessages([{ role: 'user', content }])?.[0].text).toContain('"image"');
  });

  it('carry tool calls, in each form that providers have', () => {
    const forms = [
      { toolCalls: [{ name: 'find', arguments: { id: 1 } }] },
      { tool_calls: [{ id: 'c', function: { name: 'find', arguments: '{"id": 1}' } }] },
      { content: [{ type: 'tool_use', name: 'find', input: { id: 1 } }] },
      { parts: [{ type: 'tool_call', name: 'find', arguments: { id: 1 } }] },
    ];
    for (const form of forms) {
      const message = asMessages([{ role: 'assistant', content: '', ...form }])?.[0];
      expect(message).toMatchObject({
        text: '',
        toolCalls: [{ name: 'find', arguments: { id: 1 } }],
      });
    }
  });

  it('are not seen in other values', () => {
    for (const value of [
      null,
      'text',
      3,
      [],
      [{ a: 1 }],
      { role: 'admin' },
      [{ role: 'user', content: '' }, 1],
    ]) {
      expect(asMessages(value)).toBeNull();
    }
  });
});
