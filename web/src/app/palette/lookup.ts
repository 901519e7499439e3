// What an id that was typed or pasted belongs to.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import type { Execution, ExecutionDetails, Page, Thread } from '@/api/types';
import { useProject } from '@/lib/project';

const ROOT = '/api/v1/observability';

export interface Lookup {
  execution: Execution | null;
  thread: Thread | null;
  /** Whether it is a review's. */
  review: boolean;
  /** Whether executions carry it as the id of something else, by the list's parameter. */
  lists: { parameter: 'sessionId' | 'userId'; found: boolean }[];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An id is one word, and has a digit or a mark that words of a sentence have not. */
export const looksLikeId = (text: string) => /^\S{4,128}$/.test(text) && /[\d_:-]/.test(text);

const lookupQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['lookup', project, id],
    queryFn: async ({ signal }): Promise<Lookup> => {
      const path = `/api/v1/runtime/v1/observability/executions/${encodeURIComponent(id)}/details`;
      const first = { project, limit: 1 };
      const has = async (parameter: 'sessionId' | 'userId') => {
        const query = { ...first, [parameter]: id };
        const page = await get<Page<Execution>>(`${ROOT}/executions`, query, signal);
        return { parameter, found: page.items.length > 0 };
      };
      // Less than the review itself, with its conversation.
      const isReview = () =>
        get(`/api/v1/reviews/${id}/comments`, first, signal).then(
          () => true,
          () => false,
        );
      const [execution, review, threads, ...lists] = await Promise.all([
        // An id that is no execution's is refused; any other trouble shows when it is opened.
        get<ExecutionDetails>(path, { ...first, payloads: false, shape: 'flat' }, signal).catch(
          () => null,
        ),
        UUID.test(id) && isReview(),
        get<Page<Thread>>(`${ROOT}/threads`, { ...first, threadId: id }, signal),
        has('sessionId'),
        has('userId'),
      ]);
      const thread = threads.items.find(({ threadId }) => threadId === id) ?? null;
      return { execution: execution?.execution ?? null, review, thread, lists };
    },
    staleTime: 30_000,
    retry: false,
  });

/** What there is under an id; undefined until that is known. */
export function useLookup(text: string): Lookup | undefined {
  const project = useProject();
  const id = text.trim();
  return useQuery({ ...lookupQuery(project, id), enabled: looksLikeId(id) }).data;
}
