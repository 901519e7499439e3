// Who may come in: members, people of the installation, the profile, and the pages before the portal.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

export const members = {
  intro: (project: string) => `Who may look into “${project}”, and what they may do there.`,
  members: 'Members',
  count: (n: number) => plural(n, 'person', 'people'),
  none: 'Nobody has a role in this project; owners see it all the same.',
  person: 'Person',
  you: 'you',
  role: 'Role',
  roles: 'What the roles may do',
  roleOf: (email: string) => `Role of ${email}`,
  ownerRole: 'Owners are admin in every project',
  roleSet: (email: string, role: string) => `${email} is ${role.toLowerCase()} now`,
  since: 'Since',
  remove: 'Remove',
  leave: 'Leave',
  removePerson: (email: string) => `Remove ${email}`,
  removeTitle: 'Remove from the project?',
  removeText: (project: string) =>
    `They will not see “${project}” any more. Their account stays, and they can be invited again.`,
  removed: (email: string) => `${email} is no member any more`,
  demoteTitle: 'Change your own role?',
  demote: 'Change my role',
  demoteText: 'You will not be able to give yourself the role of admin again.',

  invitations: 'Open invitations',
  invitationsNote: 'links that nobody has used yet',
  noInvitations: 'Nobody is invited at the moment.',
  invitedBy: 'Invited by',
  expires: 'Expires',
  revoke: 'Revoke',
  revokeInvitation: (email: string) => `Revoke the invitation of ${email}`,
  invitationRevoked: (email: string) => `The invitation of ${email} is revoked`,

  invite: 'Invite',
  inviteTitle: (project: string) => `Invite to “${project}”`,
  email: 'E-mail',
  emailHint: 'Farol sends no e-mail: you get a link to pass on.',
  noEmail: 'Write an e-mail address.',
  makeLink: 'Make the link',
  linkTitle: 'Invitation link',
  linkFor: (email: string, role: string) =>
    `Send this link to ${email}. Whoever opens it chooses a password and is ${role.toLowerCase()} of the project.`,
  link: 'Invitation link',
  copyLink: 'Copy the link',
  linkOnce: (expires: string) => `It is shown this once, works once, and expires on ${expires}.`,
  linkDone: 'Done',
};

export const people = {
  intro: 'Everybody who has an account on this server, in whichever project.',
  person: 'Person',
  projects: 'Projects',
  all: 'all, as admin',
  password: 'Password',
  hasPassword: 'set',
  noPassword: 'none yet',
  lastSeen: 'Last seen',
  since: 'Since',
  actions: 'Actions',
  actionsFor: (email: string) => `Actions for ${email}`,
  promote: 'Make an owner',
  demote: 'Take ownership away',
  remove: 'Delete the account',
  asks: {
    owner: {
      title: 'Make an owner?',
      text: 'Owners see and administer every project, make projects, and look after people.',
      action: 'Make an owner',
    },
    member: {
      title: 'Take ownership away?',
      text: 'They keep the roles that they have in projects, and see nothing else.',
      action: 'Take away',
    },
    remove: {
      title: 'Delete the account?',
      text: 'Their sessions end at once, and their roles in all projects go. What they did stays in the audit trail.',
      action: 'Delete',
    },
  },
  thatIsYou: 'That is you.',
  madeOwner: (email: string) => `${email} is an owner now`,
  madeMember: (email: string) => `${email} is no owner any more`,
  removed: (email: string) => `The account of ${email} is deleted`,
  how: 'New people come by an invitation to a project (Members), or by “farol users create” on the server.',
};

export const profile = {
  intro: 'Your account on this server, and how the portal looks on this device.',
  account: 'Account',
  roles: 'Roles',
  everywhere: 'Admin in every project',
  look: 'Appearance',
  lookNote: 'kept on this device',
  times: 'Times',
  timesNote: 'as this device says; UTC where you point at a time',
  passwordNote: 'changing it ends your other sessions',
  firstPassword: 'you came by a link and have none yet',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordHint: 'At least 8 characters. Length counts more than special signs.',
  changePassword: 'Change password',
  setPassword: 'Set password',
  missing: 'This is needed.',
  wrongPassword: 'That is not the password.',
  passwordChanged: 'Your password is changed',
  sessions: 'Sessions',
  sessionsNote: 'where you are signed in',
  device: 'Device',
  unknownDevice: 'Unknown device',
  thisOne: 'this one',
  address: 'Address',
  started: 'Signed in',
  lastSeen: 'Last seen',
  end: 'End',
  endOf: (device: string) => `End the session on ${device}`,
  endOthers: 'End all others',
  ended: (n: number) => (n === 1 ? 'The session is ended' : `${n} sessions are ended`),
};

export const access = {
  profile: 'Profile and password',
  newProject: 'New project…',
  tooMany: (seconds: number) =>
    seconds > 0
      ? `Too many attempts. Try again in ${waiting(seconds)}.`
      : 'Too many attempts. You can try again now.',
  title: 'Join Farol',
  asks: (project: string, role: string) =>
    `You are invited to the project “${project}” as ${role.toLowerCase()}.`,
  mayDo: 'You may',
  yourPassword: 'Your password',
  yourPasswordHint: 'You have an account here already: sign in with its password.',
  newPassword: 'Choose a password',
  noPasswordYet:
    'You have an account here that has no password yet. Sign in with your link, set one in your profile, and open this invitation again.',
  join: (project: string) => `Join ${project}`,
  joining: 'Joining…',
  goneTitle: 'This invitation is not valid',
  goneText:
    'It was used already, was revoked, or has expired. Whoever invited you can make a new one.',
  noProjectTitle: 'No project yet',
  noProjectText:
    'Your account has no role in any project. Ask an admin of a project to invite you, or an owner of this installation.',
  noProjectAs: (email: string) => `You are signed in as ${email}.`,
  lookAgain: 'Look again',
  unknownProject: 'No such project',
  unknownProjectText: (name: string) =>
    `There is no project “${name}”, or you have no role in it. These are yours:`,
};

/** `8 s`, `2 min 05 s`. */
function waiting(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
