// The wire of the settings' routes.
import type { Schemas } from '@/api/types';

export type Scope = Schemas['ScopeName'];
export type Project = Schemas['ProjectInfo'];
export type KeyLimits = Schemas['Limits'];
export type Key = Schemas['KeyInfo'];
/** With its secret, told once. */
export type NewKey = Schemas['MadeKey'];
export type Invitation = Schemas['InvitationInfo'];
/** With its link, told once. */
export type NewInvitation = Schemas['MadeInvitation'];
export type Person = Schemas['PersonInfo'];
export type PersonSession = Schemas['OwnSession'];
export type AuditEntry = Schemas['Entry'];

export interface Items<T> {
  items: T[];
}

export const projectRoute = (project: string) =>
  `/api/v1/admin/projects/${encodeURIComponent(project)}`;

// What the generated types of a policy cannot say: that its words are these, and that a rule is by one thing.
export type Verbosity = 'full' | 'standard' | 'metadata';
export type Preset = 'card_number' | 'cpf' | 'email' | 'bearer_token';

/** By exactly one of `keys`, `path`, `regex` and `preset`. */
export interface PrivacyRule {
  name?: string;
  keys?: string[];
  path?: string;
  regex?: string;
  preset?: Preset;
  replacement?: string;
}

export interface PrivacyPolicy {
  verbosity: Verbosity;
  maxLength: number;
  rules: PrivacyRule[];
}
