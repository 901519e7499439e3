// Two executions side by side.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const compare = {
  title: 'Compare',
  goTo: 'Compare two executions',
  with: (id: string) => `Compare with ${id}`,
  button: 'Compare',
  menuTitle: 'Compare with',
  earlier: 'Earlier of the same agent',
  noEarlier: 'This agent has no earlier execution.',
  choose: 'Choose another…',
  left: 'Left',
  right: 'Right',
  change: 'Change',
  changeSide: { left: 'Change the left execution', right: 'Change the right execution' },
  swap: 'Swap',
  pick: { left: 'Choose the left execution', right: 'Choose the right execution' },
  pickText: 'Search by name, agent or text, or paste an id.',
  search: 'Search, or paste an id',
  takeId: (id: string) => `Use ${id}`,
  sameAgent: 'Of the same agent',
  recent: 'Recent',
  nothing: 'No execution fits.',
  notFound: (id: string) => `Nothing in this project has the id ${id}.`,
  pickTitle: 'Choose two executions',
  pickHint: 'What differs in structure, duration, tokens, cost, status and output shows here.',
  same: 'These are the same execution',
  cap: (shown: number, total: number) =>
    `Only the first ${n(shown)} of ${n(total)} spans are compared: the server’s limit for one page.`,

  figures: 'Figures',
  status: 'Status',
  duration: 'Duration',
  spans: 'Spans',
  errors: 'Errors',
  inputTokens: 'Tokens in',
  outputTokens: 'Tokens out',
  cost: 'Cost',
  model: 'Models',
  noChange: 'same',

  views: 'What is compared',
  view: { structure: 'Structure', input: 'Input', output: 'Output' },
  onlyDifferences: 'Only differences',
  next: 'Next difference',
  previous: 'Previous difference',
  counts: {
    added: (count: number) => `${n(count)} added`,
    removed: (count: number) => `${n(count)} removed`,
    changed: (count: number) => `${n(count)} changed`,
    none: 'No difference in structure',
  },
  tree: 'Spans of both executions',
  leftColumn: 'Left',
  rightColumn: 'Right',
  deltaColumn: 'Difference',
  kind: { same: 'the same', changed: 'changed', added: 'only right', removed: 'only left' },
  folded: (count: number) =>
    count === 1 ? '1 span is the same' : `${n(count)} spans are the same`,
  tokens: (delta: string) => `${delta} tok`,

  noText: { input: 'Neither tells an input.', output: 'Neither tells an output.' },
  absent: 'Nothing was told.',
  alike: (share: string) => `${share} the same`,
  identical: 'The same on both sides',

  keys: {
    title: 'Comparison',
    keys: [
      ['s', 'swap'],
      ['d', 'only differences'],
      ['n N', 'next, previous difference'],
      ['↑ ↓', 'move'],
      ['↵', 'open the span'],
    ] as [string, string][],
  },
};
