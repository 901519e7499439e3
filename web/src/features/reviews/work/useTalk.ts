// The execution under review and what was said in it, as far as it is still there.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '@/api/client';
import { messagesQuery } from '@/api/conversations';
import { executionPreviewQuery, spanQuery } from '@/api/executions';
import { useProject } from '@/lib/project';
import { useReadOn } from '@/lib/read-on';

/** Pages that are read for the answer, which stands at the end; and as many again whenever somebody asks for them. */
const MOST_PAGES = 10;

export function useTalk(executionId: string | undefined) {
  const project = useProject();
  const id = executionId ?? '';
  const enabled = executionId !== undefined;
  const details = useQuery({ ...executionPreviewQuery(project, id), enabled });
  const isThere = enabled && details.data !== undefined;
  const said = useInfiniteQuery({ ...messagesQuery(project, id), enabled: isThere });
  const readOn = useReadOn(said);
  const pages = said.data?.pages;
  const [asked, setAsked] = useState({ id, pages: 0 });
  const more = asked.id === id ? asked.pages : 0;
  const isShort = (pages?.length ?? 0) < MOST_PAGES + more;
  useEffect(() => {
    if (isShort) readOn();
  }, [isShort, readOn]);
  const messages = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const readsFirst = said.hasNextPage && isShort && more === 0;
  const isWhole = said.isError || (said.isSuccess && !readsFirst);
  // What has no conversation is judged by what its first span took and gave.
  const root = details.data?.traces[0]?.spanId ?? '';
  const isSilent = isWhole && !said.isError && messages.length === 0;
  const span = useQuery({ ...spanQuery(project, id, root), enabled: isSilent && root !== '' });
  const isGone = details.error instanceof ApiError && details.error.status === 404;
  return {
    details,
    execution: details.data?.execution ?? null,
    isGone,
    said,
    messages,
    /** All of it is here that will be, unless somebody asks for more. */
    isWhole,
    /** Its end, and with it the answer, was not read. */
    isCut: isWhole && said.hasNextPage,
    isReadingOn: said.isFetchingNextPage,
    readMore: () => {
      setAsked({ id, pages: more + MOST_PAGES });
      said.fetchNextPage();
    },
    isSilent,
    span,
  };
}

export type Talk = ReturnType<typeof useTalk>;
