// The wire of the settings' routes.
import type { Role } from '@/api/types';

export type Scope = 'ingest' | 'read' | 'review' | 'admin';

export interface Items<T> {
  items: T[];
}

export interface Project {
  name: string;
  createdAt: string;
  role: Role;
  keyCount: number;
  memberCount: number;
}

export interface KeyLimits {
  bytesPerSecond: number | null;
  itemsPerSecond: number | null;
}

export interface Key {
  id: number;
  label: string;
  scopes: Scope[];
  createdAt: string;
  createdBy: string | null;
  lastUsedAt: string | null;
  limits: KeyLimits;
}

/** With its secret, told once. */
export type NewKey = Key & { key: string };

export interface Member {
  email: string;
  role: Role;
  owner: boolean;
  since: string;
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string;
}

export interface NewInvitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: string;
  link: string;
}

export interface Person {
  email: string;
  owner: boolean;
  hasPassword: boolean;
  createdAt: string;
  lastSeenAt: string | null;
  projects: { name: string; role: Role }[];
}

export interface PersonSession {
  id: string;
  startedAt: string;
  lastSeenAt: string;
  expiresAt: string;
  address: string | null;
  userAgent: string | null;
  current: boolean;
}

export interface AuditEntry {
  id: string;
  time: string;
  actor: { kind: string; name: string | null };
  action: string;
  target: string | null;
  project: string | null;
  sourceIp: string | null;
  before: unknown;
  after: unknown;
}

export const projectRoute = (project: string) =>
  `/api/v1/admin/projects/${encodeURIComponent(project)}`;

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
