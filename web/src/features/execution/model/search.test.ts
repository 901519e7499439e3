import { describe, expect, it } from 'vitest';
import { trace } from './fixture';
import { sequence } from './rows';
import { findMatches, inOrder, nextHit, searchText, withIds } from './search';

const tree = trace(
  [0, 'Support agent', 0, 100],
  [1, 'chat', 0, 10, { type: 'llm_call', model: 'gpt-4o' }],
  [1, 'get_orders', 20, 40, { type: 'tool_call', error: { message: '503 no upstream' } }],
  [1, 'chat again', 60, 10, { type: 'llm_call', spanId: 'b7ad6b7169203331' }],
);
const texts = tree.nodes.map(searchText);
const find = (query: string) => [...(findMatches(texts, query) ?? [])];

describe('finding', () => {
  it('looks at name, type, model, error and id, without case', () => {
    expect(find('CHAT')).toEqual([0, 1, 0, 1]);
    expect(find('llm call')).toEqual([0, 1, 0, 1]);
    expect(find('gpt-4o')).toEqual([0, 1, 0, 0]);
    expect(find('upstream')).toEqual([0, 0, 1, 0]);
    expect(find('b7ad6b71')).toEqual([0, 0, 0, 1]);
  });

  it('finds nothing by nothing', () => expect(findMatches(texts, '  ')).toBeNull());
});

describe('the next hit', () => {
  const order = sequence(tree, 'duration');
  const place = new Map([...order].map((index, at) => [index, at]));
  const placeOf = (index: number) => place.get(index) ?? -1;
  const hits = inOrder(order, (index) => tree.nodes[index].type === 'llm_call');

  it('follows the order on screen and goes round', () => {
    expect(hits).toEqual([1, 3]);
    expect(nextHit(hits, placeOf, -1, 1)).toBe(1);
    expect(nextHit(hits, placeOf, 1, 1)).toBe(3);
    expect(nextHit(hits, placeOf, 3, 1)).toBe(1);
    expect(nextHit(hits, placeOf, 1, -1)).toBe(3);
  });

  it('is none where nothing matches', () => expect(nextHit([], placeOf, 0, 1)).toBe(-1));
});

describe('what is found in payloads', () => {
  it('joins what is found in names', () => {
    const found = findMatches(texts, 'get_orders');
    const both = withIds(found, tree.indexOf, new Set(['span-1', 'span-of-another-trace']));
    expect([...(both ?? [])]).toEqual([0, 1, 1, 0]);
    expect([...(found ?? [])]).toEqual([0, 0, 1, 0]);
    expect(withIds(found, tree.indexOf, null)).toBe(found);
    expect(withIds(null, tree.indexOf, new Set(['span-1']))).toBeNull();
  });
});
