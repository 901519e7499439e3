// Finds a text in a JSON value, among keys and values, in the order of its tree's rows. Iterative, and in
// steps, so that a value of any size can be gone through without holding the page up.
import { childPath, GROUP, jsonKind } from './json-rows';

export interface JsonHit {
  /** The path of the row that carries it. */
  path: string;
  /** The paths of the rows around it, which have to be open for it to be seen. */
  around: string[];
}

interface Place {
  path: string;
  value: unknown;
  key: string;
  parent: Place | null;
  /** The group that it stands in, where its container is long. */
  group: string | null;
}

/** Hits beyond which nobody hops. */
const MOST = 1_000;
/** Entries gone through between two steps. */
const STEP = 2_000;

/** Goes through `value`; yields now and then, and ends with the hits. */
export function* searchJson(value: unknown, query: string, most = MOST) {
  const wanted = query.trim().toLowerCase();
  const hits: JsonHit[] = [];
  if (!wanted) return hits;
  const pending: Place[] = [{ path: '$', value, key: '', parent: null, group: null }];
  let gone = 0;
  for (let place = pending.pop(); place && hits.length < most; place = pending.pop()) {
    if (carries(place, wanted)) hits.push({ path: place.path, around: aroundOf(place) });
    pushEntries(pending, place);
    gone += 1;
    if (gone % STEP === 0) yield hits.length;
  }
  return hits;
}

const isContainer = (value: unknown) => ['object', 'array'].includes(jsonKind(value));

function carries({ key, value }: Place, wanted: string): boolean {
  if (key.toLowerCase().includes(wanted)) return true;
  return !isContainer(value) && String(value).toLowerCase().includes(wanted);
}

function pushEntries(pending: Place[], parent: Place) {
  const { value, path } = parent;
  if (!isContainer(value)) return;
  const isList = Array.isArray(value);
  const entries = Object.entries(value as object);
  const isGrouped = entries.length > GROUP;
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const [key, each] = entries[at];
    pending.push({
      path: childPath(path, isList ? at : key),
      value: each,
      // An index is a place, not a name.
      key: isList ? '' : key,
      parent,
      group: isGrouped ? `${path}#${at - (at % GROUP)}` : null,
    });
  }
}

function aroundOf(place: Place): string[] {
  const around: string[] = [];
  for (let at: Place | null = place; at; at = at.parent) {
    if (at !== place) around.push(at.path);
    if (at.group) around.push(at.group);
  }
  return around;
}
