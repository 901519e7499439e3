// Two people wrote over the same version: what each did, and what comes of it.

import { type Draft, written } from './draft';
import { differing, type FieldName, type Fields } from './fields';

export type Side = 'mine' | 'theirs';
export type Choices = Partial<Record<FieldName, Side>>;

export interface Difference {
  name: FieldName;
  /** Written on both sides: somebody has to choose. */
  isContested: boolean;
}

/** What they changed: first what was written here, too. */
export function differences(draft: Draft, theirs: Fields): Difference[] {
  const mine = written(draft);
  return differing(draft.base.fields, theirs)
    .filter((name) => !(name in draft.edits) || differing(mine, theirs).includes(name))
    .map((name) => ({ name, isContested: name in draft.edits }))
    .sort((a, b) => Number(b.isContested) - Number(a.isContested));
}

/** Everything of theirs but what was written here; where both wrote, what was chosen, else mine. */
export function merged(draft: Draft, theirs: Fields, choices: Choices): Fields {
  const mine = Object.entries(draft.edits).filter(
    ([name]) => choices[name as FieldName] !== 'theirs',
  );
  return { ...theirs, ...Object.fromEntries(mine) };
}
