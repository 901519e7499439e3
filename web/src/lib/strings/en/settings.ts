// The settings' frame, the project and its keys, and words that all of them use.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

export const common = {
  cancel: 'Cancel',
  optional: 'optional',
  showTyped: 'Show what is typed',

  ago: {
    now: 'just now',
    minutes: (n: number) => `${n} min ago`,
    hours: (n: number) => `${n} h ago`,
    days: (n: number) => `${plural(n, 'day')} ago`,
  },

  roles: {
    viewer: {
      name: 'Viewer',
      text: 'Sees all data of the project, keeps saved views of their own.',
    },
    editor: { name: 'Editor', text: 'Also saves views that the whole project sees.' },
    admin: {
      name: 'Admin',
      text: 'Also looks after keys, members, retention, privacy and the project’s audit trail.',
    },
    owner: {
      name: 'Owner',
      text: 'Looks after the whole installation: admin in every project, makes projects and owners.',
    },
  },
};

export const settings = {
  title: 'Settings',
  choose: 'Page of the settings',
  groups: { project: 'Project', installation: 'Installation', you: 'You' },
  pages: {
    project: 'Project',
    keys: 'API keys',
    members: 'Members',
    retention: 'Retention',
    rules: 'Review rules',
    privacy: 'Privacy',
    audit: 'Audit trail',
    people: 'People',
    jobs: 'Jobs',
    profile: 'Profile',
  },
  needs: {
    title: 'You may not see this page',
    names: { viewer: 'viewer', editor: 'editor', admin: 'admin', owner: 'owner' },
    role: (role: string, project: string) =>
      `It needs the role ${role} in the project “${project}”. An admin of the project can give it to you.`,
    owner: 'It is for those who look after the whole installation. An owner can make you one.',
  },
  save: 'Save',
  saving: 'Saving…',
  discard: 'Discard',
  unsaved: 'Not saved yet',
  mend: 'Something above is not right yet.',
  leave: {
    title: 'Leave without saving?',
    text: 'What you changed on this page is not saved and will be lost.',
    leave: 'Leave',
  },
};

export const projectPage = {
  intro: 'A project holds the data of one system or one environment; keys and roles belong to it.',
  send: 'Sending data',
  example: 'One span by hand',
  copyExample: 'Copy the example',
  makeKey: 'Make a key to send with',
  askForKey: 'An admin of the project can make a key to send with.',
  created: 'Created',
  stored: 'What is stored',
  storedNote: 'counted for closed days; today comes on top',
  kind: 'Kind',
  size: 'On disk',
  rows: 'Rows',
  days: 'Days',
  oldest: 'Oldest day',
  projects: 'Projects',
  name: 'Name',
  open: 'open',
  yourRole: 'Your role',
  keys: 'Keys',
  members: 'Members',
  create: 'New project',
  createTitle: 'New project',
  createIt: 'Create project',
  nameHint: 'Stands in addresses and on the command line, and cannot be changed later.',
  nameExample: 'shop-production',
  nameMissing: 'A project needs a name.',
  taken: 'There is a project of this name already.',
  made: (name: string) => `Project “${name}” is made`,
};

export const keysPage = {
  intro: (project: string) =>
    `Programs send to and read from “${project}” with a key. Each is shown once, when it is made, and stored hashed.`,
  create: 'New key',
  createKey: 'Create key',
  createTitle: (project: string) => `New key for “${project}”`,
  none: 'No keys yet. From this machine data is taken without one; anything else needs a key.',
  label: 'Label',
  labelHint: 'Tells keys apart here and in the audit trail.',
  labelExample: 'agent-worker, production',
  labelMissing: 'A key needs a label.',
  scopes: 'May',
  mayDo: 'What it may do',
  scopesMissing: 'A key has to be allowed something.',
  scopeTexts: {
    ingest: 'Send spans, logs and events.',
    read: 'Read everything in the project.',
    review: 'Write reviews and shared views.',
    admin: 'Administer the project: keys, members, retention, privacy.',
  },
  limits: 'Limits',
  bytesLimit: 'Bytes a second',
  itemsLimit: 'Spans and logs a second',
  limitsHint: 'Left empty, the server’s limits hold; 0 is no limit. A size may be written as 2 MB.',
  notBytes: 'Write a size such as 500 kB or 2 MB.',
  notCount: 'Write a whole number.',
  serverLimits: 'server’s',
  noLimit: 'none',
  perSecond: (size: string) => `${size}/s`,
  itemsPerSecond: (n: string) => `${n} items/s`,
  created: 'Created',
  lastUsed: 'Last used',
  never: 'never',
  revoke: 'Revoke',
  revokeKey: (label: string) => `Revoke the key ${label}`,
  revokeTitle: 'Revoke this key?',
  revokeText:
    'Programs that use it are refused from now on (other servers on the same database follow within a minute). This cannot be taken back.',
  revoked: (label: string) => `Key “${label}” is revoked`,
  shownTitle: 'Your new key',
  shownOnce: 'Copy it now: it is shown this once. If it gets lost, revoke it and make another.',
  shownDone: 'I have copied it',
  keyOf: (label: string) => `Key ${label}`,
  copyKey: 'Copy the key',
  environment: 'For any OpenTelemetry SDK, in its environment',
  copyEnvironment: 'Copy the environment',
  question: 'Ask for the latest executions',
  copyQuestion: 'Copy the command',
};
