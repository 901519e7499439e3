import { expect, test } from 'vitest';
import type { PrivacyPolicy } from '../api';
import { draftOf, faults, isSame, moved, newRule, policyOf, readSample } from './model';

const policy: PrivacyPolicy = {
  verbosity: 'standard',
  maxLength: 5000,
  rules: [
    { preset: 'email' },
    { keys: ['password', '*.authorization'], replacement: '***' },
    { path: '$.input.customer.phone', replacement: '' },
    { name: 'order numbers', regex: 'order-\\d{8} ' },
  ],
};

test('a policy that is not touched is sent as it came', () => {
  expect(policyOf(draftOf(policy))).toEqual(policy);
  expect(isSame(draftOf(policy), draftOf(policy))).toBe(true);
});

test('keys are separated by commas or lines, and each is said once', () => {
  const rule = { ...newRule('keys'), text: 'password, token\n token,,\n*.secret ' };
  const sent = policyOf({ ...draftOf(policy), rules: [rule] });
  expect(sent.rules).toEqual([{ keys: ['password', 'token', '*.secret'] }]);
});

test('a rule whose kind was changed keeps nothing of the old kind', () => {
  const rule = { ...draftOf(policy).rules[0], kind: 'path' as const, text: '$.input' };
  expect(policyOf({ ...draftOf(policy), rules: [rule as never] }).rules).toEqual([
    { path: '$.input' },
  ]);
});

test('what is empty or no length is found beside its field', () => {
  const rules = [newRule('preset'), newRule('keys'), newRule('regex')];
  expect(faults({ verbosity: 'full', maxLength: '99', rules })).toEqual({
    maxLength: 'length',
    'rules[1].keys': 'empty',
    'rules[2].regex': 'empty',
  });
  expect(faults(draftOf(policy))).toEqual({});
  expect(faults({ ...draftOf(policy), maxLength: '5 kB' })).toEqual({ maxLength: 'length' });
});

test('rules move by one and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});

test('a sample is an object, a list, or one on each line', () => {
  expect(readSample('{"input": 1}')).toEqual({ items: [{ input: 1 }] });
  expect(readSample('[{"a": 1}, {"b": 2}]')).toEqual({ items: [{ a: 1 }, { b: 2 }] });
  expect(readSample('{"a": 1}\n\n{"b": 2}')).toEqual({ items: [{ a: 1 }, { b: 2 }] });
  expect(readSample('{"a": ')).toEqual({ problem: 'json' });
  expect(readSample('[1]')).toEqual({ problem: 'shape' });
  expect(readSample(' ')).toEqual({ problem: 'none' });
  expect(readSample(JSON.stringify(Array(101).fill({})))).toEqual({ problem: 'many' });
});
