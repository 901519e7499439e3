import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post, put } from '@/api/client';
import type { components } from '@/api/schema.gen';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { type PrivacyPolicy, projectRoute } from '../api';

type Schemas = components['schemas'];
export type DryRunResult = Schemas['DryRunResult'];
export type ChangedItem = Schemas['ChangedItem'];

const route = (project: string) => `${projectRoute(project)}/privacy`;

export const privacyQuery = (project: string) =>
  queryOptions({
    queryKey: ['privacy', project],
    queryFn: ({ signal }) => get<PrivacyPolicy>(route(project), {}, signal),
  });

export function useSavePrivacy(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (policy: PrivacyPolicy) => put<PrivacyPolicy>(route(project), policy),
    onSuccess: (kept) => {
      client.setQueryData(privacyQuery(project).queryKey, kept);
      say(t.privacy.saved);
    },
  });
}

export interface Trial {
  policy: PrivacyPolicy;
  /** The newest of what is stored, or what was pasted. */
  last?: number;
  sample?: Record<string, unknown>[];
}

export const useDryRun = (project: string) =>
  useMutation({
    mutationFn: (trial: Trial) => post<DryRunResult>(`${route(project)}/dry-run`, trial),
  });
