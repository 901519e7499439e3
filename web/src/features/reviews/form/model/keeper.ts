// A draft between looks elsewhere and reloads: in this tab's storage until it is saved or discarded.
import { PRIORITIES, RATINGS } from '@/api/reviews';
import { begin, type Draft, isDirty, rebase, type Stored } from './draft';
import { type FieldName, type Fields, pick } from './fields';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Kept {
  version: number | null;
  was: Partial<Fields>;
  edits: Partial<Fields>;
}

export const draftKey = (project: string, executionId: string) =>
  `farol.review.${project}/${executionId}`;

const isText = (value: unknown) => typeof value === 'string';
const isOf = (list: readonly string[]) => (value: unknown) =>
  isText(value) && list.includes(value as string);

const VALID: Record<FieldName, (value: unknown) => boolean> = {
  rating: (value) => value === null || isOf(RATINGS)(value),
  comment: isText,
  priority: isOf(PRIORITIES),
  tags: (value) => Array.isArray(value) && value.every(isText),
  correctedOutput: (value) => value === null || isText(value),
  actionTaken: isText,
  resolutionNotes: isText,
};

const isPart = (value: unknown): value is Partial<Fields> =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([name, each]) => Object.hasOwn(VALID, name) && VALID[name as FieldName](each),
  );

/** What was kept, over what is stored; a fresh draft where nothing was, or what was makes no sense. */
export function readDraft(store: () => Store, key: string, stored: Stored): Draft {
  try {
    const kept = JSON.parse(store().getItem(key) ?? 'null') as Kept | null;
    const isValid = kept && isPart(kept.was) && isPart(kept.edits);
    if (!isValid || !(kept.version === null || typeof kept.version === 'number'))
      return begin(stored);
    const fields = { ...stored.fields, ...kept.was };
    return rebase(
      { base: { version: null, fields }, edits: kept.edits },
      { version: kept.version, fields },
    );
  } catch {
    return begin(stored);
  }
}

/** Writes a draft down once typing rests, and at once when the page is left. */
export class Keeper {
  private waiting: Draft | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: () => Store,
    private readonly key: string,
    /** Told whether what is typed is kept. */
    private readonly onKept: (isKept: boolean) => void,
    private readonly ms = 300,
  ) {}

  put(draft: Draft) {
    this.waiting = draft;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.ms);
  }

  flush() {
    clearTimeout(this.timer);
    const draft = this.waiting;
    if (!draft) return;
    this.waiting = null;
    try {
      if (isDirty(draft)) this.store().setItem(this.key, JSON.stringify(keptOf(draft)));
      else this.store().removeItem(this.key);
      this.onKept(true);
    } catch {
      // The storage is full, or forbidden.
      this.onKept(false);
    }
  }

  drop() {
    this.put({ base: { version: null, fields: {} as Fields }, edits: {} });
    this.flush();
  }
}

const keptOf = ({ base, edits }: Draft): Kept => ({
  version: base.version,
  was: pick(base.fields, Object.keys(edits) as FieldName[]),
  edits,
});
