// Reviews: the queue, the lists, and the conversation that is judged.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const reviews = {
  title: 'Reviews',
  formLabel: 'Review',
  panesLabel: 'Parts of the page',
  panes: { queue: 'Queue', talk: 'Conversation', form: 'Review' },
  tabs: { queue: 'Queue', in_progress: 'In progress', done: 'Done', all: 'All' },
  rating: { good: 'good', bad: 'bad', neutral: 'neutral' },
  priority: { low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  status: {
    open: 'open',
    in_progress: 'in progress',
    resolved: 'resolved',
    dismissed: 'dismissed',
  },
  somebody: 'Somebody else',
  openReview: (id: string) => `Open review ${id}`,
  takeNext: 'Take the next one',
  backToList: 'Back to the list',
  toReview: 'Open its review',
  toExecution: 'Open its execution',

  stats: {
    label: 'Reviews in figures',
    waiting: 'Waiting',
    critical: (count: number) => `${n(count)} critical`,
    inProgress: 'In progress',
    resolved: 'Resolved',
    resolution: 'Avg. resolution',
    ratings: 'Ratings',
    export: 'Export for training',
    unit: {
      minutes: (value: string) => `${value} min`,
      hours: (value: string) => `${value} h`,
      days: (value: string) => `${value} d`,
    },
  },

  list: {
    label: 'List of reviews',
    tabs: 'Which list',
    readingOn: 'Reading on',
    keys: { move: 'move', open: 'open', filter: 'filter', search: 'search', all: 'keys' },
  },

  row: {
    now: 'now',
    nobody: 'no agent told',
    age: {
      minutes: (count: number) => `${count} min`,
      hours: (count: number) => `${count} h`,
      days: (count: number) => `${count} d`,
    },
    note: {
      held: (name: string) => `${name} works at it`,
      own: 'you have it open',
      rule: (name: string) => `rule: ${name}`,
      person: (name: string) => `by ${name}`,
    },
  },

  filter: {
    title: 'Filter by',
    add: 'Filter',
    clear: 'Clear',
    search: 'Search in reviews',
    type: 'Type a value, then Enter',
    edit: (field: string) => `Filter ${field}`,
    remove: (field: string) => `Remove the filter ${field}`,
    fields: {
      rating: 'Rating',
      priority: 'Priority',
      tag: 'Tag',
      agentId: 'Agent',
      assignee: 'Assigned to',
      rule: 'Rule',
    },
  },

  empty: {
    title: {
      queue: 'Nothing waits',
      in_progress: 'Nothing is in progress',
      done: 'Nothing was resolved in this time',
      all: 'No reviews in this time',
    },
    text: {
      queue:
        'Rules put executions up for review by themselves; a judge does it with POST /api/v1/reviews; anybody does it with the button on an execution.',
      in_progress: 'A review that is saved without “Resolve” stays here until it is resolved.',
      done: 'What is resolved or dismissed stands here.',
      all: 'Reviews stand here from when they are made.',
    },
    noMatch: 'Nothing fits',
    noMatchText: 'Nothing here fits all of the filters.',
    clear: 'Clear the filters',
    lookAtAll: 'Look at all time',
    toRules: 'Set up rules',
  },

  start: {
    title: (count: number) =>
      count === 1
        ? '1 execution waits for a reviewer'
        : `${n(count)} executions wait for a reviewer`,
    text: 'What matters most comes first. Whatever you open is yours for ten minutes at a time, and nobody else is given it.',
    begin: 'Start reviewing',
    choose: 'Choose a review',
    chooseText: 'Its conversation and what was said of it show here.',
    none: 'No reviews yet',
    noneText: 'What is put up for review shows in the list, and its conversation here.',
    done: 'All done',
    doneText: (left: number) =>
      left === 0
        ? 'Nothing waits for a reviewer.'
        : left === 1
          ? '1 is left, which you skipped or somebody else is assigned to. It is in the list, should you take it after all.'
          : `${n(left)} are left, which you skipped or others are assigned to. They are in the list, should you take one after all.`,
    noneFits: 'Nothing that fits the filters waits for a reviewer.',
    withoutFilters: 'Look without filters',
    again: 'Look again',
  },

  notHere: {
    item: 'It waits no longer',
    unlisted: 'It is not among those shown',
    review: 'There is no such review',
    foreign: 'Somebody else works at it',
  },
  notHereText: {
    item: 'Somebody reviewed it, or took it out of the queue.',
    unlisted: 'It stands further down the list, does not fit the filters, or waits no longer.',
    review: 'It was deleted, or it belongs to another project.',
    foreign: 'It is theirs until they save it, leave it, or ten minutes have passed.',
  },

  talk: {
    underReview: 'Under review',
    openBeside: 'Open the execution in a new tab (o)',
    gone: 'The execution is gone',
    goneText: 'Retention took it before anybody reviewed it: there is nothing left to judge.',
    copy: 'The execution is gone; this is the copy that was kept with the review.',
    incomplete: 'The conversation was too long to be kept whole: its beginning is missing here.',
    cut: 'The conversation was not read to its end, where the answer stands.',
    readOn: 'Read on',
    readingOn: 'Reading on',
    silent: 'Nothing was said in this execution. This is what it took and what it gave.',
    input: 'Input',
    output: 'Output',
    copyInput: 'Copy the input',
    copyOutput: 'Copy the output',
    nothing: 'Nothing was told.',
    trace: 'Open its trace',
  },

  keys: {
    title: 'Reviews',
    keys: [
      ['j k', 'down, up'],
      ['↵', 'open'],
      ['n', 'start reviewing'],
      ['f', 'add a filter'],
      ['/', 'search'],
      ['o', 'the execution in a new tab'],
    ] as [string, string][],
  },
};
