import { describe, expect, it } from 'vitest';
import { boardView } from './search';

const KEPT = {
  range: '30d',
  refreshSeconds: 60,
  filters: [{ property: 'channel', op: 'eq', value: 'voice' } as const],
};

describe('how a dashboard is looked at', () => {
  it('is as it was kept, unless the address says otherwise', () => {
    expect(boardView({}, KEPT)).toEqual({
      range: { range: '30d' },
      refreshSeconds: 60,
      filters: KEPT.filters,
    });
    const asked = { range: '1h', refresh: 'off', filter: ['["a","gt",1]'] };
    expect(boardView(asked, KEPT)).toEqual({
      range: { range: '1h' },
      refreshSeconds: 0,
      filters: [{ property: 'a', op: 'gt', value: 1 }],
    });
  });

  it('is the last week where nobody said anything', () => {
    expect(boardView({}, {})).toEqual({ range: { range: '7d' }, refreshSeconds: 0, filters: [] });
  });

  it('has no conditions where they were taken away', () => {
    expect(boardView({ filter: ['none'] }, KEPT).filters).toEqual([]);
  });

  it('never asks without a pause, whatever the address says', () => {
    expect(boardView({ refresh: '0.001' }, {}).refreshSeconds).toBe(0);
    expect(boardView({ refresh: 'often' }, {}).refreshSeconds).toBe(0);
  });
});
