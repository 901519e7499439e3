// The list as a table.
import type { Execution } from '@/api/types';
import { csvHead, csvRow } from '@/lib/csv';

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

export const executionTable = (rows: readonly Execution[]) =>
  csvHead([...COLUMNS, ...ENTITY]) + rows.map(line).join('');

const line = (execution: Execution) => {
  const { entity } = execution;
  return csvRow([...COLUMNS.map((column) => execution[column]), entity?.type, entity?.value]);
};
