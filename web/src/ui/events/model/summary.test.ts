import { expect, test } from 'vitest';
import { FAMILIES } from '@/lib/span-types';
import { colourOf, propertiesText, valueText } from './summary';

test('properties are told in one line', () => {
  expect(propertiesText({ category: 'network', duration: 4, answered: true })).toBe(
    'category network · duration 4 · answered true',
  );
  expect(propertiesText({})).toBe('');
});

test('texts and lists of any size are cut short', () => {
  const long = propertiesText({ text: `line\nnext ${'x'.repeat(10_000_000)}` });
  expect(long.length).toBeLessThan(80);
  expect(long).toMatch(/^text line next x+…$/);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, index]));
  expect(propertiesText(many)).toBe('p0 0 · p1 1 · p2 2 · p3 3 · p4 4 · p5 5 · …');
});

test('structures are told by their kind, however deep they are', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(valueText(deep)).toBe('[…]');
  expect(valueText({ a: 1 })).toBe('{…}');
  expect(valueText(null)).toBe('null');
});

test('a name keeps its colour, which is never that of the rest', () => {
  expect(colourOf('ticket_resolved')).toBe(colourOf('ticket_resolved'));
  const colours = new Set(Array.from({ length: 500 }, (_, index) => colourOf(`name ${index}`)));
  expect([...colours].sort()).toEqual(FAMILIES.filter((each) => each !== 'span').sort());
});
