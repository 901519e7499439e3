// What is typed into the form: over what is stored, and kept in this tab until it is saved.
import { useEffect, useMemo, useState } from 'react';
import type { Review } from '@/api/reviews';
import { useProject } from '@/lib/project';
import type { Subject } from '../model/subject';
import { begin, edit, follow, isDirty, overlap, written } from './model/draft';
import { type Fields, fieldsOf } from './model/fields';
import { draftKey, Keeper, readDraft } from './model/keeper';

const store = () => sessionStorage;

export const storedOf = (review: Review) => ({
  version: review.version,
  fields: fieldsOf(review, null),
});

export function useReviewDraft({ executionId, review, item }: Subject) {
  const key = draftKey(useProject(), executionId);
  const stored = useMemo(
    () => ({ version: review?.version ?? null, fields: fieldsOf(review, item) }),
    [review, item],
  );
  const [isKept, setIsKept] = useState(true);
  const [keeper] = useState(() => new Keeper(store, key, setIsKept));
  const [draft, setDraft] = useState(() => readDraft(store, key, stored));
  const followed = follow(draft, stored);
  if (followed !== draft) setDraft(followed);

  useEffect(() => {
    const flush = () => keeper.flush();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [keeper]);

  return {
    draft,
    fields: useMemo(() => written(draft), [draft]),
    isDirty: isDirty(draft),
    /** False where the browser keeps nothing of it. */
    isKept,
    /** Written here and, meanwhile, by somebody else. */
    contested: overlap(draft, stored.fields),
    change: (part: Partial<Fields>) =>
      setDraft((old) => {
        const next = edit(old, part);
        keeper.put(next);
        return next;
      }),
    /** Goes on from what is stored now. */
    take: (saved: Review) => {
      keeper.drop();
      setDraft(begin(storedOf(saved)));
    },
    discard: () => {
      keeper.drop();
      setDraft(begin(stored));
    },
    keepNow: () => keeper.flush(),
  };
}

export type ReviewDraft = ReturnType<typeof useReviewDraft>;
