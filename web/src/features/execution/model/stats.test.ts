import { describe, expect, it } from 'vitest';
import { chain, siblings, trace } from './fixture';
import { selfTimes, stats, tokensBelow } from './stats';

describe('own time', () => {
  it('is what no child covers, overlaps counted once', () => {
    const tree = trace(
      [0, 'root', 0, 100],
      [1, 'a', 10, 30],
      [1, 'b', 20, 40],
      [1, 'late', 90, 50],
    );
    expect([...selfTimes(tree)]).toEqual([40, 30, 40, 50]);
  });

  it('holds for deep and for wide traces', () => {
    expect(selfTimes(chain(10_000))[0]).toBe(1);
    expect(selfTimes(siblings(10_000))[0]).toBe(1);
  });
});

describe('statistics', () => {
  const usage = (totalTokens: number) => ({
    usage: { inputTokens: null, outputTokens: null, totalTokens },
  });
  const tree = trace(
    [0, 'agent', 0, 100, { type: 'agent_execution', model: 'large', cost: 9, ...usage(30) }],
    [1, 'one', 0, 40, { type: 'llm_call', model: 'large', cost: 0.5, ...usage(10) }],
    [
      1,
      'two',
      40,
      40,
      { type: 'llm_call', model: 'small', cost: null, ...usage(20), status: 'error' },
    ],
    [1, 'three', 80, null, { type: 'tool_call' }],
  );
  const found = stats(tree);

  it('leave running spans out of times and rates', () => {
    expect(found).toMatchObject({ spans: 4, running: 1, average: 60, longest: 0, shortest: 1 });
    expect(found.success).toBeCloseTo(2 / 3);
  });

  it('break own time down by type', () => {
    expect(found.byType.map(({ type, spans, errors, own }) => [type, spans, errors, own])).toEqual([
      ['llm_call', 2, 1, 80],
      ['tool_call', 1, 0, 20],
      ['agent_execution', 1, 0, 0],
    ]);
  });

  it('count a parent that repeats its children only once', () => {
    expect(found.byModel).toEqual([
      { model: 'small', calls: 1, tokens: 20, cost: null },
      { model: 'large', calls: 1, tokens: 10, cost: 0.5 },
    ]);
  });

  it('say nothing where nothing has ended', () => {
    expect(stats(trace())).toMatchObject({ spans: 0, average: null, success: null });
  });
});

describe('tokens of a subtree', () => {
  const usage = (totalTokens: number) => ({
    usage: { inputTokens: null, outputTokens: null, totalTokens },
  });

  it('are those of its calls, not those that a parent repeats', () => {
    const tree = trace(
      [0, 'agent', 0, 100, usage(30)],
      [1, 'flow', 0, 90],
      [2, 'one', 0, 40, usage(10)],
      [2, 'two', 50, 40, usage(20)],
      [1, 'plain', 95, 1],
    );
    expect([...tokensBelow(tree)]).toEqual([30, 30, 10, 20, 0]);
  });

  it('hold for deep traces', () => {
    expect(tokensBelow(chain(10_000))[0]).toBe(0);
  });
});
