// A JSON value as the rows of a tree. Only what is open becomes rows, and long lists open in groups,
// so that a value of any size costs what can be seen of it. Iterative: values may be deep.

/** Entries of a container beyond which they open in groups of as many. */
export const GROUP = 100;
/** Depth and size up to which a value starts open. */
const OPEN_DEPTH = 2;
const OPEN_SIZE = 40;

export type JsonKind = 'object' | 'array' | 'group' | 'string' | 'number' | 'boolean' | 'null';

export interface JsonRow {
  /** Where it stands, as JavaScript would reach it; unique in its tree. */
  path: string;
  label: string | null;
  depth: number;
  kind: JsonKind;
  value: unknown;
  /** Entries of a container. */
  size: number;
  open: boolean;
}

type Entry = readonly [key: string | number, value: unknown];
interface Pending {
  path: string;
  label: string | null;
  depth: number;
  value: unknown;
  /** Of a group: the entries that it holds. */
  entries?: readonly Entry[];
}

export function jsonKind(value: unknown): JsonKind {
  if (Array.isArray(value)) return 'array';
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as JsonKind;
  return 'string';
}

const entriesOf = (value: unknown): readonly Entry[] =>
  Array.isArray(value)
    ? value.map((each, index) => [index, each] as const)
    : Object.entries(value as object);

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return IDENTIFIER.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** The rows of `value`. `toggled` overrides what starts open. */
export function jsonRows(value: unknown, toggled: ReadonlyMap<string, boolean>): JsonRow[] {
  const rows: JsonRow[] = [];
  const pending: Pending[] = [{ path: '$', label: null, depth: 0, value }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const kind = next.entries ? 'group' : jsonKind(next.value);
    const isContainer = kind === 'object' || kind === 'array' || kind === 'group';
    const entries = next.entries ?? (isContainer ? entriesOf(next.value) : []);
    const starts = kind !== 'group' && next.depth < OPEN_DEPTH && entries.length <= OPEN_SIZE;
    const open = isContainer && entries.length > 0 && (toggled.get(next.path) ?? starts);
    const { path, label, depth } = next;
    rows.push({ path, label, depth, kind, value: next.value, size: entries.length, open });
    if (!open) continue;
    const children = entries.length > GROUP ? groups(next, entries) : single(next, entries);
    for (let index = children.length - 1; index >= 0; index -= 1) pending.push(children[index]);
  }
  return rows;
}

function single(parent: Pending, entries: readonly Entry[]): Pending[] {
  const base = parent.path.replace(/#\d+$/, '');
  return entries.map(([key, value]) => ({
    path: childPath(base, key),
    label: String(key),
    depth: parent.depth + 1,
    value,
  }));
}

function groups(parent: Pending, entries: readonly Entry[]): Pending[] {
  const parts: Pending[] = [];
  for (let from = 0; from < entries.length; from += GROUP) {
    const part = entries.slice(from, from + GROUP);
    const label = `${from}…${from + part.length - 1}`;
    parts.push({
      path: `${parent.path}#${from}`,
      label,
      depth: parent.depth + 1,
      value: null,
      entries: part,
    });
  }
  return parts;
}

/** A text that holds a JSON object or list becomes that; everything else stays as it is. */
export function parseIfJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export const toJson = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
