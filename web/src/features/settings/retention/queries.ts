import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, put } from '@/api/client';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { projectRoute } from '../api';

export const KINDS = ['spans', 'logs'] as const;
export type Kind = (typeof KINDS)[number];

/** Null: what the server says. */
export interface Limits {
  spansDays: number | null;
  logsDays: number | null;
  spansBytes: number | null;
  logsBytes: number | null;
}

export interface KindUsage {
  bytes: number;
  rows: number;
  days: number;
  oldestDay: string | null;
}

export interface Retention extends Limits {
  defaults: Limits;
  usage: Record<Kind, KindUsage>;
}

const route = (project: string) => `${projectRoute(project)}/retention`;

export const retentionQuery = (project: string) =>
  queryOptions({
    queryKey: ['retention', project],
    queryFn: ({ signal }) => get<Retention>(route(project), {}, signal),
  });

export function useSaveRetention(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (limits: Limits) => put<Retention>(route(project), limits),
    onSuccess: (kept) => {
      client.setQueryData(retentionQuery(project).queryKey, kept);
      say(t.upkeep.retention.saved);
    },
  });
}
