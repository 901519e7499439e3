import { expect, test } from 'vitest';
import { ApiError } from '@/api/client';
import { explain, fieldErrors, remainder } from './problem';

const invalid = (...errors: { field: string; detail: string }[]) =>
  new ApiError(422, {
    type: 'about:blank',
    title: 'Unprocessable Content',
    status: 422,
    code: 'invalid',
    detail: errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '),
    errors,
  });

test('an error of one field is told once', () => {
  expect(explain(invalid({ field: 'limit', detail: 'must be positive' }))).toBe(
    'limit: must be positive',
  );
});

test('errors of fields are found by their path and read as sentences', () => {
  const error = invalid(
    { field: 'rules[2].regex', detail: 'is no expression' },
    { field: 'name', detail: 'Is taken.' },
  );
  expect(fieldErrors(error)).toEqual({ 'rules[2].regex': 'Is no expression.', name: 'Is taken.' });
});

test('a form says over itself only what stands beside none of its fields', () => {
  const error = invalid({ field: 'name', detail: 'is taken' });
  expect(remainder(error, (field) => field === 'name')).toBeNull();
  expect(remainder(error, () => false)).toBe('name: is taken');
  expect(remainder(null, () => false)).toBeNull();
  expect(remainder(new ApiError(0, null), () => true)).toContain('does not answer');
});
