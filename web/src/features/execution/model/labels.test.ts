import { describe, expect, it } from 'vitest';
import { node } from './fixture';
import { errorLabel, modelLabel, shownTokens, subtypeLabel, tokensLabel } from './labels';

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
  const told = (totalTokens: number | null, type = 'llm_call') =>
    node([1, 'x', 0, 1, { type, usage: { inputTokens: 2, outputTokens: 3, totalTokens } }], 0);

  it('are the total, or the sum of its parts', () => {
    expect(tokensLabel(shownTokens(told(5096), 1, 0))).toBe('5.1k tok');
    expect(tokensLabel(shownTokens(told(null), 1, 0))).toBe('5 tok');
    expect(tokensLabel(0)).toBeNull();
  });

  it('of an agent, and of the root, are those of all calls', () => {
    expect(shownTokens(told(1, 'agent_execution'), 3, 40)).toBe(40);
    expect(shownTokens(told(1), 0, 40)).toBe(40);
    expect(shownTokens(told(1), 1, 40)).toBe(1);
  });
});

describe('model and subtype on a row', () => {
  const call = (name: string, model: string | null, subtype: string | null = null) =>
    node([0, name, 0, 1, { model, subtype }], 0);

  it('are left out where the name says them', () => {
    expect(modelLabel(call('chat GPT-4o', 'gpt-4o'))).toBeNull();
    expect(modelLabel(call('answer', 'openai/gpt-4o'))).toBe('gpt-4o');
    expect(modelLabel(call('answer', null))).toBeNull();
    expect(modelLabel(call('chat gpt-4o', 'gpt-4o-2024-08-06'))).toBeNull();
    expect(modelLabel(call('answer', 'claude-sonnet-4-20250514'))).toBe('claude-sonnet-4');
    expect(subtypeLabel(call('parallel: lookups', null, 'parallel'))).toBeNull();
    expect(subtypeLabel(call('lookups', null, 'parallel'))).toBe('parallel');
  });
});
