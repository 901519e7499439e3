import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, put } from '@/api/client';
import type { Schemas } from '@/api/types';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { projectRoute } from '../api';

export const KINDS = ['spans', 'logs', 'events'] as const;
export type Kind = (typeof KINDS)[number];

/** Null: what the server says. */
export type Limits = Required<Schemas['RetentionLimits']>;
export type KindUsage = Schemas['KindInfo'];
/** The server tells every limit, also where it is null. */
export type Retention = Limits & { defaults: Limits; usage: Schemas['ProjectRetention']['usage'] };

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
