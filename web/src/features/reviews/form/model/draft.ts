// What is typed over what is stored. Only what was touched is kept: the rest follows what is stored.
import { differing, type FieldName, type Fields, pick } from './fields';

/** What is stored: a review of a version, or nothing yet (null). */
export interface Stored {
  version: number | null;
  fields: Fields;
}

export interface Draft {
  base: Stored;
  edits: Partial<Fields>;
}

export const begin = (stored: Stored): Draft => ({ base: stored, edits: {} });

export const written = ({ base, edits }: Draft): Fields => ({ ...base.fields, ...edits });

export const isDirty = ({ edits }: Draft) => Object.keys(edits).length > 0;

/** With a field written anew; what is as it was is no edit. */
export function edit(draft: Draft, part: Partial<Fields>): Draft {
  const fields = { ...written(draft), ...part };
  return { ...draft, edits: pick(fields, differing(fields, draft.base.fields)) };
}

/** Fields that were written here and, otherwise, by somebody else. */
export function overlap(draft: Draft, theirs: Fields): FieldName[] {
  const changed = differing(draft.base.fields, theirs);
  const mine = differing(written(draft), theirs);
  return changed.filter((name) => name in draft.edits && mine.includes(name));
}

/** The same edits over what is stored now. */
export const rebase = (draft: Draft, stored: Stored): Draft => edit(begin(stored), draft.edits);

/** What somebody else wrote shows at once, unless it would overwrite what is written here. */
export function follow(draft: Draft, stored: Stored): Draft {
  const { version } = draft.base;
  // What was just saved may be known here before the page knows it.
  const isOlder = version !== null && (stored.version === null || stored.version < version);
  if (isOlder || (version === stored.version && !differs(draft.base, stored))) return draft;
  return overlap(draft, stored.fields).length > 0 ? draft : rebase(draft, stored);
}

/** A version says all of a review; what waits has none. */
const differs = (a: Stored, b: Stored) =>
  a.version === null && differing(a.fields, b.fields).length > 0;
