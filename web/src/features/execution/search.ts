// The address of one execution: which view of it, and which span is open.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf } from '@/lib/url';
import { readTraceSearch, type TraceSearch } from './model/address';

const TABS = ['conversation', 'pipeline', 'trace', 'logs', 'events', 'scores', 'json'] as const;
export type TabId = (typeof TABS)[number];

export interface ExecutionSearch extends TraceSearch {
  /** Absent for the conversation where there is one, else the trace. */
  tab?: TabId;
  span?: string;
  /** The phase of a pipeline run that is looked at. */
  phase?: string;
  /** The business event that is looked at. */
  event?: string;
  /** The message whose trace is shown beside the conversation. */
  message?: string;
  /** How much of the conversation: this execution's, unless it says `thread`. */
  all?: 'thread';
}

export function readExecutionSearch(search: Search): ExecutionSearch {
  const { tab, span, phase, event, message, all } = search;
  return {
    ...readTraceSearch(search),
    tab: TABS.find((each) => each === tab),
    span: textOf(span),
    phase: textOf(phase),
    event: textOf(event),
    message: textOf(message),
    all: all === 'thread' ? all : undefined,
  };
}

/** The tab that is shown: a span is looked at in the trace. */
export function shownTab({ tab, span }: ExecutionSearch, messages: number): TabId {
  return tab ?? (span === undefined && messages > 0 ? 'conversation' : 'trace');
}

const route = getRouteApi('/portal/executions/$executionId');

export const useExecutionId = () => route.useParams().executionId;

export function useExecutionSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: ExecutionSearch) => navigate({ search: (old) => ({ ...old, ...part }), replace: true }),
    [navigate],
  );
  return { search, change };
}
