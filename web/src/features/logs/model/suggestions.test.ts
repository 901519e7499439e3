import { describe, expect, it } from 'vitest';
import type { Facet } from './facets';
import { suggestionsFor } from './suggestions';

const facet = (key: string, name: string, values: string[]): Facet => ({
  key,
  name,
  values: values.map((value) => ({ value, count: 1, state: null })),
  hasMore: false,
  isOpen: true,
});
const facets = [
  facet('attr.queue', 'queue', ['n1', 'n2 rede']),
  facet('attr.event', 'event', ['queue_full']),
];
const texts = (text: string) => suggestionsFor(text, facets).map((each) => each.text);

describe('suggestions', () => {
  it('are fields by their name', () => {
    expect(texts('transfer -qu')).toEqual(['transfer -queue=']);
    expect(texts('e')).toEqual(['event=', 'queue=']);
    expect(texts('transfer ')).toEqual([]);
  });

  it('are the values of a field once it is named', () => {
    expect(texts('queue=')).toEqual(['queue=n1', 'queue="n2 rede"']);
    expect(texts('transfer queue:RE')).toEqual(['transfer queue:"n2 rede"']);
    expect(texts('unknown=')).toEqual([]);
  });
});
