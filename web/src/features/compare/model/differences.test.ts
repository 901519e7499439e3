import { describe, expect, it } from 'vitest';
import { delta, differences, tokensOf } from './differences';
import { nodes } from './fixture';

const [plain] = nodes([0, 'x']);
const usage = (totalTokens: number) => ({ inputTokens: 1, outputTokens: 2, totalTokens });

describe('two spans', () => {
  it('that differ by noise are the same', () => {
    expect(differences(plain, { ...plain, durationMs: 120 })).toEqual([]);
    expect(differences({ ...plain, durationMs: 1 }, { ...plain, durationMs: 8 })).toEqual([]);
    expect(differences({ ...plain, durationMs: null }, plain)).toEqual([]);
  });

  it('differ in tokens and cost by a tenth', () => {
    const left = { ...plain, usage: usage(1000), cost: 0.01 };
    expect(differences(left, { ...plain, usage: usage(1050), cost: 0.0105 })).toEqual([]);
    expect(differences(left, { ...plain, usage: usage(1200), cost: 0.02 })).toEqual([
      'tokens',
      'cost',
    ]);
  });

  it('tell their tokens whole or in parts', () => {
    expect(tokensOf({ ...plain, usage: usage(9) })).toBe(9);
    expect(tokensOf({ ...plain, usage: { ...usage(9), totalTokens: null } })).toBe(3);
    expect(tokensOf(plain)).toBeNull();
  });

  it('are apart by an amount and a share', () => {
    expect(delta(100, 150)).toEqual({ by: 50, share: 0.5 });
    expect(delta(0, 5)).toEqual({ by: 5, share: null });
    expect(delta(null, 5)).toBeNull();
  });
});
