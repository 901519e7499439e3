import { expect, it } from 'vitest';
import { listOf } from './tags';

it('names are divided by commas and told once', () => {
  expect(listOf(' a, b,,a ')).toEqual(['a', 'b']);
});
