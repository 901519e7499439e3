import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { messagesQuery } from '@/api/conversations';
import { executionLogsQuery } from '@/api/executions';
import type { Execution, ExecutionDetails } from '@/api/types';
import { recallList } from '@/lib/last-list';
import { useFallback } from '@/lib/live-events';
import { lookEvery, useLiveExecution } from '@/lib/live-execution';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Empty, Failure } from '@/ui/Notice';
import { Page, pageStyles } from '@/ui/Page';
import { ReviewButton } from '@/ui/review/ReviewButton';
import { StatusTag } from '@/ui/Tag';
import { CompareMenu } from './CompareMenu';
import { ConversationPane } from './conversation/ConversationPane';
import { useDrawnAt } from './drawn-at';
import { EventsPane } from './EventsPane';
import { ExecutionSkeleton } from './ExecutionSkeleton';
import { ExecutionTabs } from './ExecutionTabs';
import { ExportMenu } from './ExportMenu';
import { Facts } from './Facts';
import { JsonPane } from './JsonPane';
import { LogsPane } from './LogsPane';
import { PipelinePane } from './pipeline/PipelinePane';
import { ScoresPane } from './scores/ScoresPane';
import { useScores } from './scores/useScores';
import { shownTab, useExecutionId, useExecutionSearch } from './search';
import { TracePane } from './trace/TracePane';
import { useEvents } from './useEvents';

export function ExecutionPage() {
  const id = useExecutionId();
  const query = useLiveExecution(id);
  const details = query.data;
  if (details)
    return (
      <Found
        key={details.execution.executionId}
        details={details}
        fetchedAt={query.dataUpdatedAt}
      />
    );
  const isAbsent = query.error instanceof ApiError && query.error.status === 404;
  return (
    <Page title={id} heading={<Heading />}>
      {query.isPending && <ExecutionSkeleton />}
      {query.isError && !isAbsent && (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      )}
      {isAbsent && (
        <Empty title={t.execution.notFound} text={t.execution.notFoundText(id)}>
          <Link to="/executions" className={buttonClass()}>
            {t.execution.backToList}
          </Link>
        </Empty>
      )}
    </Page>
  );
}

const Heading = ({ execution }: { execution?: Execution }) => (
  <>
    <Link to="/executions" search={recallList()} className={`${pageStyles.crumb} wide`}>
      {t.executions.title} /
    </Link>
    {execution && (
      <>
        <span className="clip">{execution.name}</span>
        <StatusTag status={execution.status} />
      </>
    )}
  </>
);

function Found({ details, fetchedAt }: { details: ExecutionDetails; fetchedAt: number }) {
  const { execution } = details;
  const { search } = useExecutionSearch();
  // The first message of one that runs does not take the trace away from whoever looks at it.
  const [messageCount] = useState(execution.messageCount);
  const tab = shownTab(search, messageCount);
  const project = useProject();
  const isLost = useFallback(project) !== false;
  const drawnAt = useDrawnAt(project, details, fetchedAt);
  const logs = useInfiniteQuery(executionLogsQuery(project, execution.executionId));
  const events = useEvents(project, execution.executionId, tab === 'trace');
  const scores = useScores(execution.executionId);
  const messages = useInfiniteQuery({
    ...messagesQuery(project, execution.executionId),
    enabled: tab === 'conversation',
    refetchInterval: ({ state }) => isLost && state.data?.pages.length === 1 && lookEvery(details),
  });
  return (
    <Page
      title={execution.name}
      heading={<Heading execution={execution} />}
      tools={
        <>
          <ReviewButton executionId={execution.executionId} />
          <CompareMenu execution={execution} />
          <ExportMenu details={details} />
        </>
      }
    >
      <Facts execution={execution} scores={scores} />
      <ExecutionTabs details={details} logs={logs.data} events={events.data} scores={scores.data} />
      {tab === 'conversation' && (
        <ConversationPane details={details} query={messages} fetchedAt={drawnAt} />
      )}
      {tab === 'pipeline' && <PipelinePane details={details} fetchedAt={drawnAt} />}
      {tab === 'trace' && (
        <TracePane
          details={details}
          fetchedAt={drawnAt}
          events={events.data}
          scores={scores.data}
        />
      )}
      {tab === 'logs' && <LogsPane query={logs} />}
      {tab === 'events' && <EventsPane query={events} since={execution.startTime} />}
      {tab === 'scores' && <ScoresPane details={details} query={scores} />}
      {tab === 'json' && <JsonPane details={details} />}
    </Page>
  );
}
