import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { address, get, patch, post, remove } from '@/api/client';
import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import type { Items } from '../api';
import { changeOf, type Rule, type RuleDraft, ruleOf } from './model';

const RULES = '/api/v1/reviews/rules';
const words = t.reviewRules;

export const rulesQuery = (project: string) =>
  queryOptions({
    queryKey: ['review-rules', project],
    queryFn: ({ signal }) => get<Items<Rule>>(RULES, { project }, signal),
    // How many each has put up moves by itself.
    refetchInterval: 30_000,
  });

const one = (project: string, { id }: Pick<Rule, 'id'>) => address(`${RULES}/${id}`, { project });

export function useSaveRule(project: string, rule: Rule | null, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: RuleDraft) =>
      rule
        ? patch<Rule>(one(project, rule), changeOf(rule, draft))
        : post<Rule>(address(RULES, { project }), ruleOf(draft)),
    onSuccess: ({ name }) => {
      say(words.saved(name));
      client.invalidateQueries({ queryKey: rulesQuery(project).queryKey });
      onDone();
    },
  });
}

/** Turns a rule on or off; the switch moves at once, and back where that failed. */
export function useSwitchRule(project: string) {
  const client = useQueryClient();
  const { queryKey } = rulesQuery(project);
  return useMutation({
    mutationFn: ({ rule, enabled }: { rule: Rule; enabled: boolean }) =>
      patch<Rule>(one(project, rule), { enabled }),
    onMutate: ({ rule, enabled }) => {
      client.setQueryData(queryKey, (old) => ({
        items: (old?.items ?? []).map((each) =>
          each.id === rule.id ? { ...each, enabled } : each,
        ),
      }));
    },
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

export function useDeleteRule(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: Rule) => remove(one(project, rule)),
    onSuccess: (_, { name }) => say(words.deleted(name)),
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => {
      client.invalidateQueries({ queryKey: rulesQuery(project).queryKey });
      onDone();
    },
  });
}

/** Names of events that came lately, as proposals. */
export function useEventNames(project: string): string[] {
  const query = useQuery({
    queryKey: ['event-name-proposals', project],
    queryFn: ({ signal }) =>
      get<Items<{ name: string }>>('/api/v1/events/names', { project }, signal),
    staleTime: 60_000,
  });
  return query.data?.items.map(({ name }) => name) ?? [];
}
