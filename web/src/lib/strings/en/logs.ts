// Log lines.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);
const lines = (count: number) => `${n(count)} ${count === 1 ? 'line' : 'lines'}`;
/** `3.1 M`, for sentences. */
const about = (value: number) =>
  value.toLocaleString(locale, { notation: 'compact', maximumFractionDigits: 1 });

export const logs = {
  title: 'Logs',
  label: 'Log lines',
  lines,
  noLevel: '–',

  column: { time: 'Time', level: 'Level', service: 'Service', message: 'Message' },
  columns: 'Columns',
  columnsTitle: 'Attributes as columns',
  columnsFind: 'Find an attribute',
  columnsReset: 'No columns',
  columnsNone: 'These lines have no attributes.',
  removeColumn: (name: string) => `Remove the column ${name}`,
  wrap: 'Wrap',
  newest: 'Newest',
  oldest: 'Oldest',
  order: 'Order',

  histogram: 'Lines over time, by level',
  levels: { unknown: 'no level' } as Record<string, string>,
  counting: 'Counting lines',
  notCounted: (count: number | null, until: string) =>
    count === null
      ? `not searched before ${until}`
      : `${about(count)} lines before ${until} not searched yet`,
  searched: (done: number, all: number, until: string) =>
    `searched ${about(done)} of ${about(all)}, back to ${until}`,
  searchedTo: (until: string) => `searched back to ${until}`,
  continue: 'Continue',
  continuing: 'Searching…',
  listSearchedTo: (until: string) =>
    `Lines before ${until} were not searched yet: the search took its time.`,
  listSearchedOn: (until: string) =>
    `Lines after ${until} were not searched yet: the search took its time.`,
  allRead: 'These are all.',

  query: {
    label: 'Search log lines',
    placeholder: 'Search, or field=value',
    remove: (condition: string) => `Remove the condition ${condition}`,
    flip: (condition: string) => `Turn the condition round: ${condition}`,
    clear: 'Clear',
    suggestions: 'Fields and values',
  },

  facets: {
    title: 'Fields',
    find: 'Find a field',
    level: 'Level',
    sampled: (count: number) => `Counts of the newest ${n(count)} lines`,
    /** Before a value. */
    include: (field: string) => `Only ${field}`,
    exclude: (field: string) => `Without ${field}`,
    undo: (field: string) => `No longer: ${field}`,
    hint: 'Click for only this, Alt and click for all but this',
    excluded: 'excluded',
    empty: 'empty',
    moreValues: 'More values',
    moreFields: (count: number) => `${n(count)} more ${count === 1 ? 'field' : 'fields'}`,
    none: 'No field by that name.',
    failed: 'Fields could not be read.',
    close: 'Show the lines',
  },

  tail: {
    title: 'Live tail',
    start: 'Live tail',
    pause: 'Pause',
    resume: 'Resume',
    paused: 'paused',
    waiting: (count: number) => `${n(count)} new`,
    take: (count: number) => `Show ${n(count)} new ${count === 1 ? 'line' : 'lines'}`,
    dropped: (count: number) => `${n(count)} dropped`,
    droppedHint: 'More came than a tail sends. The list says where; the lines are stored.',
    following: 'following',
    lost: 'connection lost, trying again',
    hint: 'Space pauses and resumes',
  },
  gap: (count: number | null, isExact: boolean, span: string) => {
    const where = span ? `, ${span}` : '';
    if (count === null) return `Some lines may be missing here${where}. They are stored:`;
    const most = isExact ? '' : 'up to ';
    return `${most}${lines(count)} dropped here while tailing${where}. They are stored:`;
  },
  gapLoad: 'load them',
  gapLoading: 'loading…',

  fields: 'Fields',
  copyLine: 'Copy line',
  copyField: (name: string) => `Copy ${name}`,
  only: (name: string, value: string) => `Only lines with ${name} ${value}`,
  onlyHint: 'Only this (i)',
  except: (name: string, value: string) => `Only lines without ${name} ${value}`,
  exceptHint: 'Without this (x)',
  asColumn: (name: string) => `Column ${name}`,
  resource: 'resource',
  resourceOf: (names: string[], more: number) =>
    more > 0 ? `${names.join(', ')} and ${n(more)} more` : names.join(', '),
  trace: 'Trace',
  traceSum: (duration: string, spans: number) =>
    `${duration} · ${n(spans)} ${spans === 1 ? 'span' : 'spans'}`,
  traceAbsent: 'The trace of this line is not stored, or not yet.',
  noTrace: 'This line belongs to no trace.',
  thisLine: 'This line',
  openExecution: 'Open execution',
  context: {
    title: 'Around this line',
    by: 'Lines of the same',
    service: 'service',
    trace: 'trace',
    more: 'More lines',
    all: 'All of them in Logs',
    incomplete: 'The search took too long: lines may be missing.',
  },
  linked: 'The line of this link:',

  export: {
    title: 'Export',
    jsonl: 'JSON, one line each',
    csv: 'CSV',
    bound: (count: number) => `At most ${lines(count)}, in the order of the list`,
    running: (count: number) => `Exporting: ${lines(count)}`,
    cancel: 'Cancel',
    done: (count: number, isAll: boolean) =>
      isAll ? `${lines(count)} exported` : `${lines(count)} exported, there are more`,
    failed: 'The export broke off. Nothing was saved.',
  },

  keys: {
    move: 'move',
    open: 'open line',
    execution: 'open its execution',
    only: 'only, without this value',
    tail: 'tail',
    all: 'all keys',
  },

  emptyTitle: 'No log lines here',
  emptyText: 'Lines sent to /v1/logs or /api/v1/logs show up here, newest first.',
  noMatch: 'No line matches',
  noMatchText: 'No line in this time range fits all of the conditions.',
  clearFilters: 'Clear the conditions',
  lookAtAll: 'Look at all time',
};
