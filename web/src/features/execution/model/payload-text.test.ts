import { describe, expect, it } from 'vitest';
import { findIds, payloadText } from './payload-text';

describe('the words of a payload', () => {
  it('are values under their names', () => {
    expect(
      payloadText({
        input: { messages: [{ role: 'user', content: 'Is it DOWN?' }] },
        attributes: { 'gen_ai.request.model': 'GPT-4o', 'retry.count': 2 },
        output: null,
      }),
    ).toBe('role=user\ncontent=is it down?\ngen_ai.request.model=gpt-4o\nretry.count=2');
  });

  it('are those of lists, too, and of a text alone', () => {
    expect(payloadText({ output: ['one', 'two'] })).toBe('output=one\noutput=two');
    expect(payloadText({ input: 'plain' })).toBe('input=plain');
    expect(payloadText({})).toBe('');
  });

  it('end somewhere, however long or deep', () => {
    expect(payloadText({ input: 'x'.repeat(500) }, 100)).toHaveLength(100);
    let deep: object = { end: 'found' };
    for (let level = 0; level < 20_000; level += 1) deep = { deep };
    expect(payloadText(deep)).toBe('end=found');
  });

  it('lead to their spans', () => {
    const texts = ['a=one', 'a=two', 'b=one'];
    expect(findIds(['x', 'y', 'z'], texts, 'one')).toEqual(['x', 'z']);
    expect(findIds(['x', 'y', 'z'], texts, 'a=')).toEqual(['x', 'y']);
  });
});
