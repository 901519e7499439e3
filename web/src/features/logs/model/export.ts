// Log lines as files.
import type { Log } from '@/api/types';
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

const textOf = (value: unknown) => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A cell as RFC 4180 has it; what a spreadsheet would take for a formula is made text. */
function cell(value: unknown): string {
  const text = textOf(value);
  const harmless = /^([=+@\t\r]|-(?![\d.]))/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const row = (values: readonly unknown[]) => `${values.map(cell).join(',')}\r\n`;

/** The first line of a file, where it has one. */
export const fileHead = (format: LogFormat, columns: readonly string[]) =>
  format === 'csv' ? row([...OWN, ...columns, 'attributes']) : '';

/** Lines of a file; chosen columns come before the attributes whole. */
export function fileLines(format: LogFormat, logs: readonly Log[], columns: readonly string[]) {
  if (format === 'jsonl') return logs.map((log) => `${JSON.stringify(log)}\n`).join('');
  return logs
    .map((log) => {
      const chosen = columns.map((key) => attributeText(log, key));
      return row([...OWN.map((name) => log[name]), ...chosen, log.attributes]);
    })
    .join('');
}
