// What runs by the clock: retention and jobs; and the audit trail.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

const kinds: Record<string, string> = {
  spans: 'Spans',
  logs: 'Logs',
  log_counts: 'Counts of logs',
  events: 'Events',
  event_keys: 'Keys of events',
  statistics: 'Statistics',
  rollups: 'Statistics',
  executions: 'Executions',
  audit: 'Audit trail',
  audit_entries: 'Audit trail',
};

const about: Record<string, string> = {
  partitions: 'Makes the days of the coming week',
  request_hashes: 'Forgets hashes of requests that are out of use',
  recent_nodes: 'Forgets which trace nodes of plain JSON were in',
  write_groups: 'Forgets groups that nobody will commit again',
  partition_usage: 'Counts what each project has in closed days',
  statistics: 'Adds up the statistics of spans',
  log_counts: 'Adds up the counts of logs',
  event_rollups: 'Adds up what events come to',
  log_text_index: 'Gives closed days of logs their text index',
  retention: 'Drops what is older or more than is to be kept',
};

export const upkeep = {
  kinds,
  retention: {
    intro:
      'What is older goes, day by day (UTC), and what comes older is refused. Beyond a size, the oldest days go; today and yesterday always stay.',
    limits: 'What is kept',
    limitsNote: 'empty: as the server’s configuration says',
    days: 'Days',
    daysHint: (standard: number | null) =>
      standard === null
        ? 'From 1 to 36,500. The server sets no bound.'
        : `From 1 to 36,500. The server’s default: ${plural(standard, 'day')}.`,
    bytes: 'Size on disk',
    bytesHint: (size: string) => `Such as 10 GB. All projects together may take ${size}.`,
    noBytesHint: 'Such as 10 GB. The server sets no bound.',
    noBound: 'no bound',
    forEver: 'for ever',
    stored: (size: string, rows: string, days: number) =>
      `${size} in ${rows} rows of ${plural(days, 'closed day')}`,
    nothingStored: 'nothing counted yet: days are counted when they have closed',
    lossByAge: (firstKept: string, oldest: string, days: number) =>
      `Everything before ${firstKept} goes with the next run: ${plural(days, 'day')} since ${oldest}.`,
    lossBySize: (size: string) => `About ${size} goes with the next run, the oldest days first.`,
    faults: {
      days: 'Write a whole number from 1 to 36,500, or nothing.',
      bytes: 'Write a size such as 500 MB or 10 GB, or nothing.',
    },
    saved: 'Retention is saved: it holds within half a minute',
  },
  jobs: {
    intro: 'What Farol does by the clock. Of several servers on one database, one runs each job.',
    list: 'Jobs',
    job: 'Job',
    about,
    every: 'Every',
    lastRun: 'Last run',
    took: 'Took',
    next: 'Next',
    runs: 'Runs',
    failed: (n: number) => `${n.toLocaleString(locale)} failed`,
    status: 'Status',
    statuses: { RUNNING: 'running', DONE: 'done', FAILED: 'failed' },
    never: 'never',
    due: 'now',
    inSeconds: (n: number) => `in ${n} s`,
    inMinutes: (n: number) => `in ${n} min`,
    runRetention: 'Run retention now',
    asked: 'Retention runs within a second',
    retention: {
      title: 'Last run of retention',
      statuses: { completed: 'done', failed: 'failed', running: 'running', never: 'never ran' },
      kind: 'Kind',
      rows: 'Rows gone',
      days: 'Days dropped',
      freed: 'Freed',
      left: 'Left on disk',
      oldest: 'Oldest day',
      never: 'Retention has not run yet.',
      bound: (kind: string, project: string | null, size: string, most: string) =>
        `${kind}${project ? ` of “${project}”` : ''}: ${size}, more than the ${most} allowed. Today and yesterday are always kept.`,
    },
  },
};

const actions: Record<string, string> = {
  'session.started': 'Signed in',
  'session.ended': 'Session ended',
  'sign_in.failed': 'Sign-in failed',
  'sign_in.limited': 'Sign-in refused: too many',
  sign_out: 'Signed out',
  'password.changed': 'Password changed',
  'key.created': 'Key created',
  'key.revoked': 'Key revoked',
  'user.created': 'Person created',
  'user.changed': 'Person changed',
  'user.deleted': 'Person deleted',
  'member.added': 'Member added',
  'member.changed': 'Role changed',
  'member.removed': 'Member removed',
  'invitation.created': 'Invitation made',
  'invitation.revoked': 'Invitation revoked',
  'invitation.accepted': 'Invitation accepted',
  'project.created': 'Project created',
  'project.demo_filled': 'Demo data filled in',
  'privacy.changed': 'Privacy changed',
  'retention.changed': 'Retention changed',
  'retention.requested': 'Retention run asked for',
  'partition.dropped': 'Day dropped',
  'conversation.read': 'Conversation read',
  'execution.exported': 'Execution exported',
  'audit.exported': 'Audit trail exported',
  'view.created': 'View saved',
  'view.changed': 'View changed',
  'view.deleted': 'View deleted',
};

const groups: Record<string, string> = {
  'session.*': 'Sessions',
  'sign_in.*': 'Failed sign-ins',
  'password.*': 'Passwords',
  'key.*': 'Keys',
  'member.*': 'Members',
  'invitation.*': 'Invitations',
  'user.*': 'People',
  'project.*': 'Projects',
  'privacy.*': 'Privacy',
  'retention.*': 'Retention',
  'conversation.*': 'Conversations read',
  'view.*': 'Saved views',
};

const actors: Record<string, string> = {
  system: 'Farol',
  command: 'command line',
  user: 'person',
  key: 'key',
};

export const audit = {
  intro: 'Who did what, when and from where. Entries are added and never changed.',
  list: 'Entries of the audit trail',
  export: 'Export CSV',
  scope: 'Scope',
  thisProject: 'This project',
  everything: 'Everything',
  anyAction: 'Any action',
  actions,
  groups,
  kinds: actors,
  action: 'Action',
  actor: 'Who',
  actorHint: 'Who: e-mail or key',
  targetHint: 'Target',
  target: 'Target',
  project: 'Project',
  from: 'From address',
  time: 'Time',
  field: 'Field',
  before: 'Before',
  after: 'After',
  only: (value: string) => `Only ${value}`,
  clear: 'Clear',
  none: 'Nothing was done in this time.',
  noMatch: 'Nothing fits these filters in this time.',
  lookAtAll: 'Look at all time',
  end: 'That is all.',
};
