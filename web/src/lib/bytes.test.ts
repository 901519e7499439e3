import { expect, test } from 'vitest';
import { bytes, bytesForInput, parseBytes } from './bytes';

test('sizes read in the largest unit that fits', () => {
  expect(bytes(0)).toBe('0 B');
  expect(bytes(812)).toBe('812 B');
  expect(bytes(1_234)).toBe('1.2 kB');
  expect(bytes(999_970)).toBe('1 MB');
  expect(bytes(10_000_000_000)).toBe('10 GB');
  expect(bytes(123_456_789)).toBe('123 MB');
});

test('sizes are read as people write them', () => {
  expect(parseBytes('10 GB')).toBe(10_000_000_000);
  expect(parseBytes('10gb')).toBe(10_000_000_000);
  expect(parseBytes('1,5 G')).toBe(1_500_000_000);
  expect(parseBytes('2 MiB')).toBe(2 * 1024 * 1024);
  expect(parseBytes('500000')).toBe(500_000);
  for (const text of ['', 'GB', '-1', '10 apples', '1.2.3 GB', '9999999999 PB']) {
    expect(parseBytes(text)).toBeNull();
  }
});

test('what a field shows is read again without loss', () => {
  for (const size of [0, 1, 1_234, 1_500_000, 10_000_000_000, 1_073_741_824]) {
    expect(parseBytes(bytesForInput(size))).toBe(size);
  }
  expect(bytesForInput(null)).toBe('');
  expect(bytesForInput(1_500_000)).toBe('1.5 MB');
});
