// What is typed for a new key, and what is done with a key once it is made.
import { parseBytes } from '@/lib/bytes';
import type { KeyLimits, Scope } from '../api';
import type { KeyWish } from './queries';

export const SCOPES = ['ingest', 'read', 'review', 'admin'] as const satisfies readonly Scope[];

export interface KeyDraft {
  label: string;
  scopes: ReadonlySet<Scope>;
  bytesPerSecond: string;
  itemsPerSecond: string;
}

export const EMPTY_KEY: KeyDraft = {
  label: '',
  scopes: new Set<Scope>(['ingest']),
  bytesPerSecond: '',
  itemsPerSecond: '',
};

export type KeyFault = 'label' | 'scopes' | 'bytes' | 'items';

const isCount = (text: string) => /^\d{1,15}$/.test(text.trim());

export function keyFaults(draft: KeyDraft): Partial<Record<KeyFault, true>> {
  const found: Partial<Record<KeyFault, true>> = {};
  if (!draft.label.trim()) found.label = true;
  if (draft.scopes.size === 0) found.scopes = true;
  if (draft.bytesPerSecond.trim() && parseBytes(draft.bytesPerSecond) === null) found.bytes = true;
  if (draft.itemsPerSecond.trim() && !isCount(draft.itemsPerSecond)) found.items = true;
  return found;
}

export function wishOf(draft: KeyDraft): KeyWish {
  const bytes = draft.bytesPerSecond.trim();
  const items = draft.itemsPerSecond.trim();
  const limits: KeyLimits = {
    bytesPerSecond: bytes ? parseBytes(bytes) : null,
    itemsPerSecond: items ? Number(items) : null,
  };
  const scopes = SCOPES.filter((scope) => draft.scopes.has(scope));
  const wish = { label: draft.label.trim(), scopes };
  return bytes || items ? { ...wish, limits } : wish;
}

/** What an OpenTelemetry SDK needs in its environment. */
export const environment = (address: string, key: string) =>
  [
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${address}`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    `export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${key}"`,
  ].join('\n');

/** A question that a key which may read can ask. */
export const question = (address: string, key: string) =>
  `curl "${address}/api/v1/observability/executions?limit=5" \\
  -H "Authorization: Bearer ${key}"`;
