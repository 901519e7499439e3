import { expect, test } from 'vitest';
import { EMPTY_KEY, environment, keyFaults, wishOf } from './model';

test('a key needs a label and a scope', () => {
  expect(keyFaults(EMPTY_KEY)).toEqual({ label: true });
  expect(keyFaults({ ...EMPTY_KEY, label: 'ci', scopes: new Set() })).toEqual({ scopes: true });
  expect(keyFaults({ ...EMPTY_KEY, label: 'ci' })).toEqual({});
});

test('limits are read as people write them, and left out where none are written', () => {
  const draft = { ...EMPTY_KEY, label: ' ci ' };
  expect(wishOf(draft)).toEqual({ label: 'ci', scopes: ['ingest'] });
  expect(wishOf({ ...draft, bytesPerSecond: '2 MB' }).limits).toEqual({
    bytesPerSecond: 2_000_000,
    itemsPerSecond: null,
  });
  expect(wishOf({ ...draft, itemsPerSecond: '0' }).limits?.itemsPerSecond).toBe(0);
  expect(keyFaults({ ...draft, bytesPerSecond: 'much' })).toEqual({ bytes: true });
  expect(keyFaults({ ...draft, itemsPerSecond: '-1' })).toEqual({ items: true });
});

test('scopes are sent in their own order', () => {
  const scopes = new Set(['admin', 'ingest'] as const);
  expect(wishOf({ ...EMPTY_KEY, scopes }).scopes).toEqual(['ingest', 'admin']);
});

test('the environment carries the key as the header is written there', () => {
  expect(environment('http://farol:4318', 'fk_1')).toContain(
    'OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20fk_1"',
  );
});
