import { useState } from 'react';
import { fieldErrors } from '@/lib/problem';

interface EditingOptions<Draft, Fault> {
  /** What is stored. */
  kept: Draft;
  isSame: (draft: Draft, kept: Draft) => boolean;
  /** What is wrong with a draft, by field, and in words. */
  faults: (draft: Draft) => Record<string, Fault>;
  words: (fault: Fault) => string;
  /** How it is saved. */
  save: { error: unknown; isPending: boolean; reset: () => void };
  onSave: (draft: Draft) => void;
}

/** Something that is stored as it is edited: nothing holds until it is saved. */
export function useEditing<Draft, Fault>(options: EditingOptions<Draft, Fault>) {
  const { kept, isSame, faults, words, save, onSave } = options;
  const [draft, setDraft] = useState(kept);
  const [isTried, setTried] = useState(false);
  const found = faults(draft);
  const isSound = Object.keys(found).length === 0;
  const isDirty = !isSame(draft, kept);
  const own = Object.entries(found).map(([field, fault]) => [field, words(fault)] as const);
  // Faults are told once somebody tried to save.
  const told = isTried ? Object.fromEntries(own) : {};
  const errors: Record<string, string | undefined> = { ...fieldErrors(save.error), ...told };
  return {
    draft,
    found,
    isSound,
    isDirty,
    isTried,
    isBusy: save.isPending,
    errors,
    change(part: Partial<Draft>) {
      // What the server said holds for what it was sent, not for what is typed since.
      if (save.error) save.reset();
      setDraft((old) => ({ ...old, ...part }));
    },
    try: () => setTried(true),
    submit() {
      setTried(true);
      if (isDirty && isSound && !save.isPending) onSave(draft);
    },
    discard() {
      save.reset();
      setTried(false);
      setDraft(kept);
    },
  };
}

export type Editing = Pick<
  ReturnType<typeof useEditing>,
  'isDirty' | 'isSound' | 'isTried' | 'isBusy' | 'submit' | 'discard'
>;
