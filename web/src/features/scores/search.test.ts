import { expect, test } from 'vitest';
import { readScoreSearch } from './search';

test('the address is read, and what is none of it left out', () => {
  const found = readScoreSearch({
    name: 'helpful',
    agentId: ['a', 'b'],
    source: 'judge',
    interval: '1d',
  });
  expect(found).toEqual({
    name: 'helpful',
    agentId: ['a', 'b'],
    source: ['judge'],
    interval: '1d',
  });
  expect(readScoreSearch({ name: ['x', 'y'], agentId: '', interval: '5s' })).toEqual({});
});
