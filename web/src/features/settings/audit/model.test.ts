import { expect, test } from 'vitest';
import { differences, summary } from './model';

test('what changed comes before what stayed', () => {
  const found = differences({ days: 90, kind: 'spans' }, { days: 30, kind: 'spans' });
  expect(found).toEqual([
    { path: 'days', before: '90', after: '30', kind: 'changed' },
    { path: 'kind', before: 'spans', after: 'spans', kind: 'same' },
  ]);
});

test('without a before all is new, without an after all is gone', () => {
  expect(differences(null, { label: 'ci' })).toEqual([
    { path: 'label', before: null, after: 'ci', kind: 'added' },
  ]);
  expect(differences({ label: 'ci' }, undefined)[0]?.kind).toBe('removed');
  expect(differences(null, null)).toEqual([]);
});

test('nested values are told by their path, plain lists in a line', () => {
  const after = { scopes: ['read', 'ingest'], rules: [{ preset: 'cpf' }], limits: {} };
  expect(differences(null, after).map(({ path, after: is }) => [path, is])).toEqual([
    ['scopes', 'read, ingest'],
    ['rules[0].preset', 'cpf'],
    ['limits', '{}'],
  ]);
});

test('null is a value, told as such', () => {
  expect(differences({ days: null }, { days: 7 })[0]).toEqual({
    path: 'days',
    before: 'null',
    after: '7',
    kind: 'changed',
  });
});

test('a row tells the change in a line', () => {
  expect(summary({ role: 'viewer' }, { role: 'admin' })).toBe('role: viewer → admin');
  expect(summary(null, 'text')).toBe('text');
  expect(summary(null, { limit: null, scopes: ['read'] })).toBe('scopes: read');
  expect(summary(null, null)).toBe('');
});
