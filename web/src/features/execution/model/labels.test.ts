import { describe, expect, it } from 'vitest';
import { node } from './fixture';
import { errorLabel, usageLabel } from './labels';

const failing = (error: object, statusMessage?: string) =>
  node([0, 'x', 0, 1, { status: 'error', error, statusMessage }], 0);

describe('the word on a failing row', () => {
  it.each([
    [{ message: '503 no healthy upstream' }, '503'],
    [{ type: 'openai.RateLimitError', message: 'slow down' }, 'RateLimitError'],
    [{ type: 'SomeVeryLongExceptionName', message: 'no' }, 'error'],
    [{ message: 'port 45031 is closed' }, 'error'],
  ])('of %j is %s', (error, word) => expect(errorLabel(failing(error))).toBe(word));
});

describe('tokens on a row', () => {
  it('are the total, or the sum of its parts', () => {
    expect(
      usageLabel(
        node(
          [0, 'x', 0, 1, { usage: { inputTokens: null, outputTokens: null, totalTokens: 5096 } }],
          0,
        ),
      ),
    ).toBe('5.1k tok');
    const usage = { inputTokens: 2, outputTokens: 3, totalTokens: null };
    expect(usageLabel(node([0, 'x', 0, 1, { usage }], 0))).toBe('5 tok');
    expect(usageLabel(node([0, 'x', 0, 1], 0))).toBeNull();
  });
});
