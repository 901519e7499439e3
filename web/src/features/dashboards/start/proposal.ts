// A first dashboard from what was discovered.
import type { QueryClient } from '@tanstack/react-query';
import { newestExecutionQuery } from '@/api/executions';
import { type DashboardDraft, eventNamesQuery, eventPropertiesQuery } from '../api/queries';
import { propose } from '../model/propose';

/** The most frequent names: more of them would be a board that nobody reads. */
const MOST_NAMES = 8;

export async function proposal(client: QueryClient, project: string): Promise<DashboardDraft> {
  const [names, newest] = await Promise.all([
    client.fetchQuery(eventNamesQuery(project)),
    client.fetchQuery(newestExecutionQuery(project)),
  ]);
  const frequent = names.items.slice(0, MOST_NAMES);
  const found = await Promise.all(
    frequent.map(async ({ name }) => {
      const { items } = await client.fetchQuery(eventPropertiesQuery(project, name));
      return [name, items] as const;
    }),
  );
  const made = propose(frequent, Object.fromEntries(found), newest.items.length > 0);
  return { ...made, settings: { range: '7d' } };
}
