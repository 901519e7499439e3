import { describe, expect, it } from 'vitest';
import { DEFAULT_COLUMNS, fitColumns, gridTemplate, nextSort } from './columns';

const ids = (width: number, chosen: readonly string[] = DEFAULT_COLUMNS) =>
  fitColumns(chosen, width).map(({ id }) => id);

describe('columns', () => {
  it('are all there where there is room, in their fixed order', () => {
    expect(ids(1200, [...DEFAULT_COLUMNS].reverse())).toEqual([
      'status',
      'name',
      ...DEFAULT_COLUMNS,
    ]);
  });

  it('give way by importance, the input last', () => {
    expect(ids(900)).not.toContain('agent');
    expect(ids(900)).toContain('thread');
    expect(ids(400)).toEqual(['status', 'name', 'input', 'duration', 'started']);
  });

  it('ignore names that are no columns', () => {
    expect(ids(1200, ['nonsense', 'cost'])).toEqual(['status', 'name', 'cost']);
  });

  it('give the rest to the name and the input, or to the name alone', () => {
    expect(gridTemplate(fitColumns(['input', 'cost'], 900))).toBe(
      '34px minmax(160px, 0.6fr) minmax(0, 1fr) 82px',
    );
    expect(gridTemplate(fitColumns(['cost'], 900))).toBe('34px minmax(160px, 1fr) 82px');
  });
});

describe('sorting by a column', () => {
  it('starts with the largest and turns round', () => {
    expect(nextSort('-startTime', 'cost')).toBe('-cost');
    expect(nextSort('-cost', 'cost')).toBe('cost');
    expect(nextSort('cost', 'cost')).toBe('-cost');
  });
});
