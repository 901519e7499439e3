// Tools of the trace that came after its first words: zoom, search in payloads, the phone's menu.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const trace = {
  filterType: 'Filter by type',
  sortType: 'Type',
  deep: {
    label: 'Search payloads',
    hint: 'Also search inputs, outputs, attributes and events; key=value finds an attribute',
    reading: 'Reading inputs, outputs and attributes…',
    failed: 'The payloads could not be read',
    ready: (spans: number, all: number) =>
      spans === all
        ? `Searching the payloads of ${n(all)} spans`
        : `Searching the payloads of the first ${n(spans)} of ${n(all)} spans: more would not fit`,
  },
  moreTitle: 'How the trace is shown',
  axisHint:
    'Drag to zoom, double-click to reset. Ctrl and the wheel zoom, Shift and the wheel move.',
  minimapLabel: 'Map of the whole trace: drag to zoom, drag the part shown to move it',
  errorsBelow: (count: number) => (count === 1 ? '1 error below' : `${n(count)} errors below`),
  json: {
    find: 'Find in keys and values',
    looking: 'looking…',
    next: 'Next match',
    previous: 'Previous match',
    all: (spans: number) => `Load inputs, outputs and attributes of ${n(spans)} spans`,
    loading: 'Loading inputs, outputs and attributes…',
    without: 'Without inputs, outputs and attributes.',
  },
  summary: 'Summary',
  spans: 'Spans',
  running: 'Running',
  failed: 'Failed',
  average: 'Average',
  longest: 'Longest',
  shortest: 'Shortest',
  successRate: 'Success rate',
  deepest: 'Levels',
  keys: {
    title: 'Trace: time and order',
    keys: [
      ['+ −', 'zoom in, out'],
      ['0', 'all of the trace'],
      ['Shift ← →', 'move along the time axis'],
      ['s', 'sort by the next order'],
      ['p', 'critical path on and off'],
      ['i', 'statistics'],
    ] as [string, string][],
  },
};
