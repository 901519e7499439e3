import { describe, expect, it } from 'vitest';
import { jsonRows } from './json-rows';
import { type JsonHit, searchJson } from './json-search';

function all(value: unknown, query: string, most?: number): JsonHit[] {
  const search = searchJson(value, query, most);
  for (let step = search.next(); ; step = search.next())
    if (step.done) return step.value as JsonHit[];
}
const paths = (value: unknown, query: string) => all(value, query).map(({ path }) => path);

/** Whether the tree, with what stands around a hit open, has a row for it. */
function isShown(value: unknown, { path, around }: JsonHit): boolean {
  const open = new Map(around.map((each) => [each, true]));
  return jsonRows(value, open).some((row) => row.path === path);
}

const value = {
  name: 'Agent',
  'gen_ai.model': 'gpt-4o',
  list: [{ text: 'the Model' }, 'plain', 42, null],
};

describe('finding in JSON', () => {
  it('looks at keys and values, without case, in the order of rows', () => {
    expect(paths(value, 'MODEL')).toEqual(['$["gen_ai.model"]', '$.list[0].text']);
    expect(paths(value, '42')).toEqual(['$.list[2]']);
    expect(paths(value, 'list')).toEqual(['$.list']);
    expect(paths(value, ' ')).toEqual([]);
    expect(paths(value, 'nowhere')).toEqual([]);
  });

  it('takes no index for a name', () => {
    expect(paths(['a', 'b'], '1')).toEqual([]);
  });

  it('tells what has to be open for a hit to be seen, groups too', () => {
    const deep = {
      outer: { list: Array.from({ length: 250 }, (_, at) => ({ at: `item ${at}` })) },
    };
    const [hit] = all(deep, 'item 249');
    expect(hit.around).toContain('$.outer.list#200');
    expect(isShown(deep, hit)).toBe(true);
    for (const each of all(value, 'e')) expect(isShown(value, each)).toBe(true);
  });

  it('ends after the most, and holds for deep values', () => {
    expect(
      all(
        Array.from({ length: 50 }, () => 'x'),
        'x',
        10,
      ),
    ).toHaveLength(10);
    let nested: object = { end: 'found' };
    for (let level = 0; level < 5_000; level += 1) nested = { nested };
    expect(all(nested, 'found')).toHaveLength(1);
  });

  it('pauses on its way', () => {
    const search = searchJson(
      Array.from({ length: 10_000 }, () => 'x'),
      'nowhere',
    );
    expect(search.next().done).toBe(false);
  });
});
