// Log lines as files.
import type { Log } from '@/api/types';
import { csvHead, csvRow } from '@/lib/csv';
import { attributeText } from '@/ui/log/model/text';

export type LogFormat = 'jsonl' | 'csv';

const OWN = [
  'timestamp',
  'level',
  'service',
  'logger',
  'body',
  'traceId',
  'spanId',
  'executionId',
] as const;

/** The first line of a file, where it has one. */
export const fileHead = (format: LogFormat, columns: readonly string[]) =>
  format === 'csv' ? csvHead([...OWN, ...columns, 'attributes']) : '';

/** Lines of a file; chosen columns come before the attributes whole. */
export function fileLines(format: LogFormat, logs: readonly Log[], columns: readonly string[]) {
  if (format === 'jsonl') return logs.map((log) => `${JSON.stringify(log)}\n`).join('');
  return logs
    .map((log) => {
      const chosen = columns.map((key) => attributeText(log, key));
      return csvRow([...OWN.map((name) => log[name]), ...chosen, log.attributes]);
    })
    .join('');
}
