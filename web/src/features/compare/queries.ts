// What a comparison reads of each execution: what went into it, and what came out.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { messagesQuery } from '@/api/conversations';
import { spanQuery } from '@/api/executions';
import type { ExecutionDetails } from '@/api/types';
import type { useLiveExecution } from '@/lib/live-execution';
import { useProject } from '@/lib/project';
import { outputText } from './model/output';

export type SideQuery = ReturnType<typeof useLiveExecution>;

/** What the whole execution was given or answered: its root's, else what was said, else the preview. */
export function useText({ execution, traces }: ExecutionDetails, which: 'input' | 'output') {
  const project = useProject();
  const id = execution.executionId;
  const root = traces.find(({ depth, type }) => depth === 0 && type !== 'conversation_message');
  const span = useQuery({
    ...spanQuery(project, id, root?.spanId ?? ''),
    enabled: root !== undefined,
  });
  const own = outputText(span.data?.[which]);
  const talks = execution.messageCount > 0 && !own && !span.isLoading;
  const messages = useInfiniteQuery({ ...messagesQuery(project, id), enabled: talks });
  const role = which === 'input' ? 'user' : 'assistant';
  const said = messages.data?.pages
    .flatMap((page) => page.items)
    .findLast((message) => message.role === role);
  const preview = which === 'input' ? execution.inputPreview : execution.outputPreview;
  return {
    text: own || (said ? outputText(said.content) : '') || preview || '',
    isPending: span.isLoading || (talks && messages.isPending),
    error: span.error ?? messages.error,
    retry: () => (span.error ? span.refetch() : messages.refetch()),
  };
}
