import { expect, test } from 'vitest';
import { ticket } from './fixture';
import { readNumber, readScalar } from './values';

const [answered, category, duration] = ticket;

test('a typed text is a value of a type that the property has', () => {
  expect(readScalar('45', duration)).toBe(45);
  expect(readScalar('7.5', duration)).toBe(7.5);
  expect(readScalar('5', category)).toBe('5');
  expect(readScalar('true', answered)).toBe(true);
  expect(readScalar('true', category)).toBe('true');
  expect(readScalar('network', undefined)).toBe('network');
});

test('numbers are read as people write them', () => {
  expect(readNumber(' -1.5e3 ')).toBe(-1500);
  expect(readNumber('.5')).toBe(0.5);
  for (const text of ['', ' ', '1,500', '1.2.3', '0x10', 'Infinity', '1e999']) {
    expect(readNumber(text)).toBeNull();
  }
});
