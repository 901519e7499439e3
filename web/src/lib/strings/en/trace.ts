// Tools of the trace that came after its first words: zoom, search in payloads, the phone's menu.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const trace = {
  filterType: 'Filter by type',
  sortType: 'Type',
  tokensBelow: 'Tokens of all its calls',
  more: 'View',
  moreTitle: 'How the trace is shown',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  axisHint:
    'Drag to zoom, double-click to reset. Ctrl and the wheel zoom, Shift and the wheel move.',
  minimapLabel: 'Map of the whole trace: drag to zoom, drag the part shown to move it',
  errorsBelow: (count: number) => (count === 1 ? '1 error below' : `${n(count)} errors below`),
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
