import { expect, it } from 'vitest';
import type { Execution } from '@/api/types';
import { executionTable } from './table';

const execution = {
  executionId: 'e1',
  name: 'say "hi", twice',
  cost: 0.25,
  costEstimated: true,
  durationMs: null,
  entity: { type: 'phone', value: '+55 11 99812' },
} as Execution;

it('a table of executions has a value for each column, what it is about at the end', () => {
  const [head, first, bare] = executionTable([execution, { executionId: 'e2' } as Execution])
    .trim()
    .split('\r\n');
  expect(head.endsWith(',entityType,entityValue')).toBe(true);
  expect(first).toContain('"say ""hi"", twice"');
  expect(first).toContain(',0.25,true,');
  expect(first.endsWith("phone,'+55 11 99812")).toBe(true);
  expect(bare.split(',')).toHaveLength(head.split(',').length);
});
