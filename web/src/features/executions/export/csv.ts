// The list as a table that spreadsheets and scripts read.
import type { Execution } from '@/api/types';

const COLUMNS = [
  'executionId',
  'traceId',
  'name',
  'type',
  'status',
  'startTime',
  'endTime',
  'durationMs',
  'agentId',
  'agentName',
  'threadId',
  'sessionId',
  'userId',
  'service',
  'model',
  'spanCount',
  'errorCount',
  'messageCount',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'cost',
  'costEstimated',
  'error',
  'inputPreview',
  'outputPreview',
] as const satisfies readonly (keyof Execution)[];

/** Columns of what an execution is about, which is two values in one. */
const ENTITY = ['entityType', 'entityValue'];

/** Tells spreadsheets that the file is UTF-8. */
const MARK = '\uFEFF';

export const csvHead = () => `${MARK}${[...COLUMNS, ...ENTITY].join(',')}\r\n`;

export function csvRow(execution: Execution): string {
  const { entity } = execution;
  const values = [...COLUMNS.map((column) => execution[column]), entity?.type, entity?.value];
  return `${values.map(cell).join(',')}\r\n`;
}

/** Spreadsheets run what begins like a formula: text that does is given as text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
