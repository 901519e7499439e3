// Log lines.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const logs = {
  title: 'Logs',
  label: 'Log lines',
  level: 'Level',
  levelTitle: 'Show only these levels',
  service: 'Service',
  trace: 'Trace',
  servicePlaceholder: 'Service',
  tracePlaceholder: 'Trace or execution id',
  shown: (count: number, more: boolean) =>
    `${n(count)}${more ? '+' : ''} ${count === 1 ? 'line' : 'lines'}`,
  newest: 'newest first',
  fresh: (count: number, more: boolean) => `${count}${more ? '+' : ''} new`,
  freshLabel: (count: number) => `Show ${count} new lines`,
  clear: 'Clear',
  fields: 'Fields',
  openExecution: 'Open execution',
  copyLine: 'Copy line',
  noLevel: '–',
  emptyTitle: 'No log lines here',
  emptyText: 'Lines sent to /v1/logs or /api/v1/logs show up here, newest first.',
  noMatch: 'No line matches',
  noMatchText: 'No line in this time range fits all of the filters.',
  clearFilters: 'Clear the filters',
  lookAtAll: 'Look at all time',
  toggleLine: (body: string) => `Fields of: ${body}`,
};
