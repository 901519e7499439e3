import { describe, expect, it } from 'vitest';
import { outputText } from './output';

describe('an output as text', () => {
  it.each([
    ['plain', 'plain'],
    [null, ''],
    [undefined, ''],
    [{ role: 'assistant', content: 'Hello' }, 'Hello'],
    ['[{"role":"assistant","content":"Hello"}]', 'Hello'],
    [[{ role: 'assistant', parts: [{ type: 'text', content: 'Hi' }] }], 'Hi'],
    [
      {
        messages: [
          { role: 'user', content: 'q' },
          { role: 'assistant', content: 'a' },
        ],
      },
      'a',
    ],
    [{ total: 1 }, '{\n  "total": 1\n}'],
  ])('%j', (value, text) => expect(outputText(value)).toBe(text));

  it('of messages without words is their JSON', () => {
    const call = [{ role: 'assistant', content: [{ type: 'tool_call', name: 'x' }] }];
    expect(outputText(call)).toContain('"tool_call"');
  });
});
