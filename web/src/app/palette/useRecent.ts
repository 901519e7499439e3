import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useProject } from '@/lib/project';
import { rememberRecent } from '@/lib/recent';
import { t } from '@/lib/strings';
import { useTitle } from '@/lib/title';

/** Remembers which executions and threads are opened, by the name that their page has. */
export function useRecent() {
  const project = useProject();
  const title = useTitle();
  const { executionId } = useParams({ strict: false });
  const { thread } = useSearch({ strict: false });
  useEffect(() => {
    // Until it is read, an execution's page has its id as its title, or the title of the page before.
    const isNamed = title !== executionId && !isListTitle(title);
    if (executionId && isNamed)
      rememberRecent({ kind: 'execution', id: executionId, name: title, project });
  }, [executionId, title, project]);
  useEffect(() => {
    if (thread) rememberRecent({ kind: 'thread', id: thread, name: thread, project });
  }, [thread, project]);
}

const isListTitle = (title: string) => Object.values<string>(t.nav).includes(title) || title === '';
