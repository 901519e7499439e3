import { expect, test } from 'vitest';
import { filterText, firstOperator, operatorsFor } from './filters';
import { ticket } from './fixture';

const [answered, category, duration] = ticket;

test('conditions fit what a property is', () => {
  expect(operatorsFor(answered)).toEqual(['eq', 'ne', 'exists']);
  expect(operatorsFor(category)).toEqual(['eq', 'ne', 'in', 'exists']);
  expect(operatorsFor(duration)).toEqual(['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'exists']);
  expect(operatorsFor({ ...category, types: ['other'] })).toEqual(['exists']);
  expect([answered, category, duration].map(firstOperator)).toEqual(['eq', 'eq', 'gt']);
});

test('a condition is read in a few words', () => {
  expect(filterText({ property: 'amount', op: 'gt', value: 0 })).toBe('amount > 0');
  expect(filterText({ property: 'method', op: 'in', value: ['pix', 'card', 'boleto'] })).toBe(
    'method ∈ pix, card +1',
  );
  expect(filterText({ property: 'method', op: 'exists', value: false })).toBe('method not there');
  expect(filterText({ property: 'note', op: 'eq', value: '' })).toBe('note = “”');
  expect(filterText({ property: 'note', op: 'ne', value: 'x'.repeat(9_000) })).toHaveLength(87);
});
