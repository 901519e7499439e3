// Where the figures lead: the list of executions that each of them counts.
import type { AgentTotal, Overview, OverviewTotal } from '@/api/types';

/** Parameters of the list. The page's time range goes along unless one is named. */
export interface ListTarget {
  status?: string[];
  agentId?: string[];
  model?: string[];
  minDurationMs?: number;
  sort?: string;
  range?: undefined;
  from?: string;
  to?: string;
}

export const withStatus = (status: string): ListTarget => ({ status: [status] });

/** Those that took at least so long, the longest first. Percentiles are given to fractions of a millisecond. */
export const longerThan = (ms: number | null): ListTarget => ({
  minDurationMs: ms === null ? undefined : Math.floor(ms),
  sort: '-durationMs',
});

export const mostTokens: ListTarget = { sort: '-totalTokens' };
export const costliest: ListTarget = { sort: '-cost' };

export const ofAgent = ({ agent }: AgentTotal): ListTarget => ({ agentId: [agent] });
export const slowOfAgent = (figures: AgentTotal): ListTarget => ({
  ...ofAgent(figures),
  ...longerThan(figures.p95DurationMs),
});
export const failuresOfAgent = (figures: AgentTotal): ListTarget => ({
  ...ofAgent(figures),
  ...withStatus('error'),
});
export const ofModel = (model: string): ListTarget => ({ model: [model], sort: '-cost' });

/** An absolute time in the place of the page's range. */
export const within = (from: number, to: number): ListTarget => ({
  range: undefined,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** The period before, which the figures are compared with. */
export function before({ from, to }: Pick<Overview, 'from' | 'to'>): ListTarget {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return within(start - (end - start), start);
}

/** Whether there was anything before, to compare with. */
export const isComparable = (previous: OverviewTotal) => previous.executions > 0;
