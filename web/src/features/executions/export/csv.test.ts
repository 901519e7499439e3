import { describe, expect, it } from 'vitest';
import type { Execution } from '@/api/types';
import { csvHead, csvRow } from './csv';

const execution = {
  executionId: 'e1',
  name: 'say "hi", twice',
  error: '=HYPERLINK("http://example.com")',
  inputPreview: 'two\nlines',
  cost: 0.25,
  costEstimated: true,
  durationMs: null,
  entity: { type: 'phone', value: '+55 11 99812' },
} as Execution;

describe('a table of executions', () => {
  const row = csvRow(execution);

  it('has a value for each column', () => {
    const columns = csvHead().trim().split(',').length;
    const bare = csvRow({ executionId: 'e2' } as Execution);
    expect(bare.trim().split(',')).toHaveLength(columns);
    expect(csvHead().startsWith('\uFEFFexecutionId,')).toBe(true);
  });

  it('quotes what needs it', () => {
    expect(row).toContain('"say ""hi"", twice"');
    expect(row).toContain('"two\nlines"');
    expect(row).toContain(',0.25,true,');
  });

  it('runs nothing in a spreadsheet', () => {
    expect(row).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    expect(row.trim().endsWith("phone,'+55 11 99812")).toBe(true);
  });
});
