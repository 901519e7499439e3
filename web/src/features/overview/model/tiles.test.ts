import { describe, expect, it } from 'vitest';
import { figures, overview } from './fixture';
import { before } from './links';
import { type TileId, tiles } from './tiles';

const tile = (id: TileId, of = overview()) => {
  const found = tiles(of).find((each) => each.id === id);
  if (!found) throw new Error(`no tile ${id}`);
  return found;
};

describe('the figures', () => {
  it('stand beside those of the period before', () => {
    expect(tile('executions')).toMatchObject({
      figure: { value: '200', unit: '' },
      change: { text: '+100.0 %' },
      before: '100',
      isWorse: false,
    });
    expect(tile('errorRate')).toMatchObject({ change: { text: '+0.80 pp' }, before: '4.20 %' });
  });

  it('are marked where they got worse by much', () => {
    expect(tile('errorRate').isWorse).toBe(true);
    expect(tile('p95').isWorse).toBe(true);
    expect(tile('p50').isWorse).toBe(false);
    expect(tile('cost').isWorse).toBe(false);
  });

  it('have nothing beside them where nothing was before', () => {
    const first = overview({ previous: figures({ executions: 0, errorRate: null }) });
    for (const each of tiles(first)) expect(each).toMatchObject({ change: null, before: null });
  });

  it('are a dash where there is nothing to tell', () => {
    const none = overview({ total: figures({ errorRate: null, p50DurationMs: null, cost: null }) });
    for (const id of ['errorRate', 'p50', 'cost'] as const)
      expect(tile(id, none).figure.value).toBe('–');
  });

  it('draw the share of errors, and nothing where nothing ran', () => {
    expect(tile('errorRate').values).toEqual([(2 / 15) * 100, null]);
    expect(tile('executions').values).toEqual([15, 0]);
  });

  it('lead to what they count', () => {
    expect(tile('errorRate').target).toEqual({ status: ['error'] });
    expect(tile('p95').target).toEqual({ minDurationMs: 7610, sort: '-durationMs' });
    expect(before(overview())).toEqual({
      range: undefined,
      from: '2026-11-19T12:00:00.000Z',
      to: '2026-11-20T12:00:00.000Z',
    });
  });
});
