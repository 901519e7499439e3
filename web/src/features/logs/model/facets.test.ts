import { describe, expect, it } from 'vitest';
import type { LogField, LogHistogram } from '@/api/types';
import { facetsOf, findFacets } from './facets';
import { counted, searchedOf } from './histogram';

const field = (parameter: string | null, values: [string, number][], hasMoreValues = false) =>
  ({
    name: parameter?.replace('attr.', '') ?? 'logger',
    parameter,
    source: 'attributes',
    count: 9,
    values: values.map(([value, count]) => ({ value, count })),
    hasMoreValues,
  }) as LogField;
const fields = [
  field('level', [['info', 5]]),
  field(null, [['x', 1]]),
  field('attr.event', [
    ['failed', 3],
    ['done', 2],
  ]),
  field('attr.call_id', [['c-1', 1]], true),
  field('service', [['sip-trunk', 5]]),
];
const levels = { info: 5, error: 1 };

describe('facets', () => {
  it('begin with level and service, and leave out what cannot be asked for', () => {
    const facets = facetsOf({ fields, own: new Map(), levels, conditions: [] });
    expect(facets.map(({ key, isOpen }) => [key, isOpen])).toEqual([
      ['level', true],
      ['service', true],
      ['attr.event', true],
      ['attr.call_id', false],
    ]);
    expect(facets[0].values.map(({ value, count }) => [value, count])).toEqual([
      ['error', 1],
      ['info', 5],
    ]);
    expect(findFacets(facets, ' CALL').map(({ key }) => key)).toEqual(['attr.call_id']);
  });

  it('show what is asked for, also where nothing was counted', () => {
    const conditions = [
      { key: 'attr.event', value: 'done', isNot: false },
      { key: 'attr.event', value: 'heartbeat', isNot: true },
      { key: 'attr.gone', value: 'x', isNot: false },
      { key: 'level', value: 'WARNING', isNot: false },
    ];
    const own = new Map([
      [
        'attr.event',
        field('attr.event', [
          ['failed', 30],
          ['done', 20],
        ]),
      ],
    ]);
    const facets = facetsOf({ fields, own, levels, conditions });
    const of = (key: string) => facets.find((facet) => facet.key === key)?.values;
    expect(of('attr.event')).toEqual([
      { value: 'failed', count: 30, state: null },
      { value: 'done', count: 20, state: 'on' },
      { value: 'heartbeat', count: null, state: 'out' },
    ]);
    expect(of('attr.gone')).toEqual([{ value: 'x', count: null, state: 'on' }]);
    expect(of('level')?.at(-1)).toEqual({ value: 'WARNING', count: null, state: 'on' });
  });
});

describe('a count', () => {
  const start = (minute: number) => `2026-11-21T09:0${minute}:00Z`;
  const part = (totals: number[], searchedTo: string | null): LogHistogram => ({
    items: totals.map((total, index) => ({
      start: start(index),
      total,
      counts: Object.fromEntries(total ? [['info', total]] : []),
    })),
    from: start(0),
    to: start(3),
    intervalSeconds: 60,
    total: 0,
    complete: searchedTo === null,
    searchedTo,
  });

  it('that was cut off goes on with its next part', () => {
    const one = counted([part([0, 2, 5], start(1))]);
    expect([one?.total, one?.until]).toEqual([7, Date.parse(start(1))]);
    const both = counted([part([0, 2, 5], start(1)), part([4, 1], null)]);
    expect(both?.data.buckets.map(({ total }) => total)).toEqual([4, 3, 5]);
    expect([both?.total, both?.counts, both?.until]).toEqual([12, { info: 12 }, null]);
    expect(counted([])).toBeNull();
  });

  it('tells how much of all was looked at', () => {
    const one = counted([part([0, 2, 5], start(1))]);
    const all = counted([part([10, 20, 30], null)]);
    if (!one || !all) throw new Error('no counts');
    expect(searchedOf(all.data, one)).toEqual({ totals: [10, 20, 30], whole: 60, done: 50 });
    const within = counted([part([0, 2, 5], '2026-11-21T09:01:30Z')]);
    expect(within && searchedOf(all.data, within).done).toBe(40);
  });
});
