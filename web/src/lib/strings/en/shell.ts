// The shell and the shared controls.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

export const shell = {
  name: 'Farol',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  loading: 'Loading',
  none: 'none',

  status: { success: 'success', error: 'error', running: 'running', skipped: 'skipped' } as Record<
    string,
    string
  >,

  nav: {
    label: 'Pages',
    overview: 'Overview',
    executions: 'Executions',
    threads: 'Threads',
    logs: 'Logs',
    metrics: 'Metrics',
    skip: 'Skip to the content',
  },

  project: {
    switch: 'Switch project',
    title: 'Projects',
    current: (name: string) => `Project ${name}`,
  },

  theme: {
    title: 'Theme',
    change: (now: string) => `Theme: ${now}. Change it`,
    names: { system: 'System', light: 'Light', dark: 'Dark' },
  },

  language: { title: 'Language', names: { en: 'English', pt: 'Português' } },

  account: { signedInAs: 'Signed in as', signOut: 'Sign out' },

  health: {
    line: (version: string, status: string) => `v${version} · ${status}`,
    unreachable: 'unreachable',
    checks: 'Health of the server',
  },

  time: {
    title: 'Time range',
    from: 'From',
    to: 'To',
    apply: 'Apply',
    order: 'The end has to come after the start.',
    presets: {
      '15m': 'Last 15 minutes',
      '1h': 'Last hour',
      '6h': 'Last 6 hours',
      '24h': 'Last 24 hours',
      '7d': 'Last 7 days',
      '30d': 'Last 30 days',
      all: 'All time',
    },
    zone: (zone: string) => `Times are in ${zone}, this browser’s zone.`,
  },

  live: 'Live',
  refresh: 'Refresh',

  palette: {
    field: 'Go to or paste an id',
    label: 'Go to a page or an id',
    placeholder: 'A page, or an execution, trace or thread id',
    goTo: (page: string) => `Go to ${page}`,
    openExecution: (id: string) => `Open execution ${id}`,
    findText: (text: string) => `Search executions for “${text}”`,
    openThread: (id: string) => `Open thread ${id}`,
    logsOfTrace: (id: string) => `Logs of trace ${id}`,
    nothing: 'Nothing by that name.',
    theme: (name: string) => `Theme: ${name}`,
    keys: 'Show keyboard shortcuts',
  },

  keys: {
    title: 'Keyboard',
    groups: [
      {
        title: 'Everywhere',
        keys: [
          ['mod K', 'go to a page or an id'],
          ['g o', 'overview'],
          ['g c', 'scores'],
          ['g e', 'executions'],
          ['g t', 'threads'],
          ['g l', 'logs'],
          ['g m', 'metrics'],
          ['g v', 'reviews'],
          ['g s', 'settings'],
          ['r', 'refresh'],
          ['l', 'live on and off'],
          ['?', 'these keys'],
        ],
      },
      {
        title: 'Executions',
        keys: [
          ['j k', 'down, up'],
          ['↵', 'open'],
          ['/', 'search in text'],
          ['f', 'add a filter'],
          ['v', 'review it, or open its review'],
          ['c', 'copy the id'],
          ['esc', 'close the preview'],
        ],
      },
      {
        title: 'Threads and conversations',
        keys: [
          ['j k', 'next, previous thread or message'],
          ['e', 'next thread with errors'],
          ['t', 'the open message in its trace'],
          ['/', 'search in threads, or in the conversation'],
          ['esc', 'close the thread, or the message’s trace'],
        ],
      },
      {
        title: 'Trace',
        keys: [
          ['↑ ↓', 'move'],
          ['← →', 'close, open a branch'],
          ['Home End', 'first, last row'],
          ['↵', 'open the span'],
          ['/', 'find in trace'],
          ['n N', 'next, previous match'],
          ['e E', 'next, previous error'],
          ['z', 'zoom to the span'],
          ['[ ]', 'fewer, more levels'],
          ['esc', 'close, then reset the zoom'],
        ],
      },
      {
        title: 'Logs',
        keys: [
          ['j k', 'down, up'],
          ['↵', 'open the line'],
          ['t', 'open its execution'],
          ['i x', 'only, without the value under the pointer'],
          ['Space', 'follow and pause'],
          ['/', 'search'],
          ['esc', 'close the lines'],
        ],
      },
    ] as { title: string; keys: [string, string][] }[],
  },

  json: {
    toggle: (key: string) => `Open or close ${key}`,
    keys: (n: number) => `{ ${plural(n, 'key')} }`,
    items: (n: number) => `[ ${plural(n, 'item')} ]`,
    copyPath: 'Copy the path',
    more: (n: number) => `+${n.toLocaleString(locale)} characters`,
    less: 'less',
    moreRows: (n: number) => `${plural(n, 'more row')}`,
  },

  errors: {
    title: 'That did not work',
    retry: 'Try again',
    unexpected: 'Something unexpected happened in this page.',
    unreachable: 'The server does not answer. It may be restarting, or the network is away.',
    status: (status: number) => `The server answered ${status}.`,
    notFound: 'There is no such page',
    notFoundText: 'The address may be cut short, or the page comes with a later version.',
  },

  signIn: {
    title: 'Sign in to Farol',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    firstStart:
      'The first start printed a one-time sign-in link on the server’s standard output. Opening it signs you in.',
    createUser: 'Another person joins with',
    expired: 'That sign-in link was used already, or it has expired.',
    expiredHelp:
      'A link works once. Sign in below, or make a user on the server with the command underneath.',
    wrong: 'The e-mail address or the password is wrong.',
  },
};
