import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import s from './talk.module.css';

interface Props<T> {
  label: string;
  query: UseInfiniteQueryResult<{ pages: { items: T[] }[] }>;
  /** What stands where there are none. */
  none: string;
  children: (item: T) => ReactNode;
}

/** What was said or done, the newest first, read on by hand. */
export function Entries<T extends { id: number }>({ label, query, none, children }: Props<T>) {
  if (query.isError && !query.data)
    return (
      <p className={s.failure} role="alert">
        {explain(query.error)}
        <Button small onClick={() => query.refetch()}>
          {t.errors.retry}
        </Button>
      </p>
    );
  if (!query.data)
    return (
      <div role="status" aria-label={t.loading} className={s.bones}>
        <Bone width="60%" />
        <Bone width="80%" />
      </div>
    );
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="faint">{none}</p>;
  return (
    <>
      <ol className={s.entries} aria-label={label}>
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button small disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {query.isFetchNextPageError ? t.errors.retry : t.reviewForm.older}
        </Button>
      )}
    </>
  );
}
