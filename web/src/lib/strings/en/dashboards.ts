// Dashboards: the board, its cards and their charts.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const dashboards = {
  title: 'Metrics',
  unsaved: 'unsaved',
  unsavedHint: 'Changed here, and not saved yet',

  menu: {
    title: 'Dashboards',
    cards: (count: number) => (count === 1 ? '1 card' : `${n(count)} cards`),
    new: 'New dashboard',
    duplicate: 'Duplicate',
    rename: 'Rename',
    delete: 'Delete',
    keep: 'Keep this time range, refresh and filters',
    import: 'Import from a file',
    export: 'Export as a file',
  },
  name: 'Name',
  description: 'Description',
  create: 'Create',
  rename: 'Rename',
  newName: 'Dashboard',
  copyWord: 'copy',
  deleteTitle: 'Delete the dashboard?',
  deleteText: (name: string) =>
    `“${name}” goes for everybody in this project. The events that it shows stay.`,
  delete: 'Delete',
  deleted: 'Dashboard deleted',
  saved: 'Dashboard saved',
  copied: 'Address copied',
  copyFailed: 'The address could not be copied.',
  notImported: 'That file holds no dashboard.',
  save: 'Save',
  discard: 'Discard',
  share: 'Share',
  shareHint: 'Copies the address, with the time range and the filters',
  addCard: 'Card',
  addCardLabel: 'Add a card',
  tooMany: (most: number) => `A dashboard has room for ${n(most)} cards.`,
  changedElsewhere: (who: string) => `${who} saved a newer version of this dashboard.`,
  takeNewer: 'Show it',

  conflict: {
    title: 'Somebody saved this dashboard meanwhile',
    text: (who: string, when: string) =>
      `${who} saved it ${when}. What should become of your changes?`,
    somebody: 'Somebody',
    theirs: 'Take theirs',
    theirsText: 'Your changes are discarded.',
    mine: 'Keep mine',
    mineText: 'Your cards replace theirs.',
    copy: 'Save mine as a copy',
    copyText: 'Both stay, as two dashboards.',
  },

  refresh: {
    title: 'Refresh',
    off: 'No refresh',
    every: { '10': 'Every 10 seconds', '60': 'Every minute', '300': 'Every 5 minutes' } as Record<
      string,
      string
    >,
    seconds: (count: number) => `Every ${n(count)} seconds`,
  },

  wall: {
    enter: 'Full screen',
  },

  filters: 'Filters of all event cards',

  card: {
    edit: 'Edit',
    duplicate: 'Duplicate',
    delete: 'Delete',
    events: 'Open its events',
    execution: (id: string) => `Open execution ${id}`,
    menu: (title: string) => `Card ${title}`,
    move: (title: string) => `Move the card ${title}`,
    moveHint: 'Arrow keys move the card, Shift and arrow keys resize it',
    placed: (title: string, column: number, row: number, w: number, h: number) =>
      `${title}: column ${column}, row ${row}, ${w} wide, ${h} high`,
    deleted: 'Card deleted. It is gone for good once the dashboard is saved.',
    untitled: 'Untitled',
    failed: 'This card could not be read.',
    unfinished: 'This card is not finished: it has no event yet.',
    none: (what: string) => (what ? `No ${what} in this time.` : 'No events in this time.'),
    nothing: 'Nothing to show in this time.',
    notes: 'About these figures',
    skipped: (count: number, property: string) =>
      count === 1
        ? `1 value of ${property} is of another type and counts for nothing.`
        : `${n(count)} values of ${property} are of another type and count for nothing.`,
    estimate: 'An estimate, within 2 %: there are very many different values.',
    percentile: 'Percentiles are estimates, within 2.2 %.',
    leftOut: 'Some values were left out: there are more than are kept.',
    incomplete: (until: string) =>
      `Not complete: the search took its time. It reached back to ${until}.`,
    incompleteSoon: 'Not complete: the search took its time.',
    stale: 'Not brought up to date: the last look failed.',
  },

  chart: {
    from: 'from',
    nothingBefore: 'nothing before',
    target: 'target',
    total: 'total',
    before: 'before',
    open: 'click to open the events',
    part: 'part of it',
    bucket: 'Time',
    table: (title: string) => `Figures of ${title}`,
    latest: (count: number) => `the latest ${n(count)}`,
    share: (value: string, share: string) => `${value} · ${share}`,
  },

  other: 'other',
  without: 'without',
  emptyText: '(empty)',
  allEvents: 'all events',
  by: (property: string) => `by ${property}`,
  per: { hour: 'per hour', day: 'per day', week: 'per week', month: 'per month' },
  dataset: { events: 'events', executions: 'executions', spans: 'spans', logs: 'log lines' },
  aggregation: {
    count: 'count',
    rate: 'rate',
    sum: 'sum',
    avg: 'average',
    min: 'least',
    max: 'most',
    distinct_count: 'different values',
    p50: 'median',
    p95: 'p95',
    p99: 'p99',
  },

  empty: {
    boardTitle: 'No cards yet',
    boardText:
      'A card shows one thing: a number, a course over time, shares, or the latest events.',
    title: 'Dashboards of what your agents do',
    text: (count: number) =>
      count === 1
        ? 'One kind of event was discovered. Cards are built from it, without code.'
        : `${n(count)} kinds of event were discovered. Cards are built from them, without code.`,
    propose: 'Propose a dashboard',
    proposing: 'Looking at the events…',
    start: 'Start empty',
    import: 'Import',
    viewer: 'There is no dashboard yet. An editor of the project can make one.',
    sendTitle: 'Send the first event',
    sendText:
      'An event says that something happened: a name, and whatever is worth knowing about it. Nothing has to be declared before.',
    sendCopy: 'Copy the command',
    waiting: 'Waiting for the first event',
    keyNote: 'Put a key of this project in the place of YOUR_KEY.',
    executions: 'Executions, spans and logs can be charted too.',
    gone: 'There is no such dashboard',
    goneText: 'It was deleted, or it belongs to another project.',
    toFirst: 'To the dashboards',
  },

  keys: {
    title: 'Metrics',
    keys: [
      ['f', 'full screen'],
      ['n', 'add a card'],
      ['mod S', 'save the dashboard'],
      ['↑ ↓ ← →', 'move the card whose handle has the focus'],
      ['Shift ↑ ↓ ← →', 'resize it'],
      ['↵', 'open the events behind a point'],
    ] as [string, string][],
  },
};
