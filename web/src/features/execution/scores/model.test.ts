import { describe, expect, it } from 'vitest';
import { EMPTY_SCORE, listOf, ownScores, scoreFaults, scoreOf } from './model';

describe('a score that is typed', () => {
  it('needs a name and a value of its kind', () => {
    expect([...scoreFaults(EMPTY_SCORE)]).toEqual(['name', 'number']);
    const label = { ...EMPTY_SCORE, name: 'tone', kind: 'label' as const };
    expect([...scoreFaults(label)]).toEqual(['label']);
    expect(scoreFaults({ ...EMPTY_SCORE, name: 'ok', kind: 'boolean' }).size).toBe(0);
  });

  it('is sent with what was typed for its kind alone', () => {
    const draft = { ...EMPTY_SCORE, name: ' helpful ', number: '0,5', label: 'x' };
    expect(scoreOf(draft, 'e')).toEqual({ executionId: 'e', name: 'helpful', value: 0.5 });
    expect(scoreOf({ ...draft, kind: 'boolean', comment: ' Why. ' }, 'e', 's')).toEqual({
      executionId: 'e',
      spanId: 's',
      name: 'helpful',
      value: true,
      comment: 'Why.',
    });
  });
});

describe('a score', () => {
  it('leads to executions that were scored no better', () => {
    expect(listOf({ name: 'helpful', value: 0.4 })).toMatchObject({
      scoreName: 'helpful',
      maxScore: 0.4,
    });
    expect(listOf({ name: 'resolved', value: false })).toMatchObject({ maxScore: 0 });
    expect(listOf({ name: 'tone', value: 'terse' })).not.toHaveProperty('maxScore');
  });

  it('is the execution’s own where it names no span', () => {
    const score = { spanId: null } as never;
    expect(ownScores([score, { spanId: 'a' } as never])).toEqual([score]);
  });
});
