// The overview.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const overview = {
  title: 'Overview',
  tiles: 'Figures of this time range',
  tile: {
    executions: 'Executions',
    errorRate: 'Error rate',
    p50: 'Duration p50',
    p95: 'Duration p95',
    tokens: 'Tokens',
    cost: 'Cost',
  },
  tileHint: {
    executions: 'All executions that started in this time',
    errorRate: 'The executions that failed',
    p50: 'Half of the executions that ended took longer: these',
    p95: 'One in twenty executions that ended took longer: these',
    tokens: 'Executions, those with the most tokens first',
    cost: 'Executions, the costliest first',
  },
  from: 'from',
  previousHint: 'The same length of time before this one',
  nothingBefore: 'nothing before',
  estimated: 'Some prices are estimates',

  byStatus: 'Executions by status',
  statusKey: (count: number, status: string) => `${n(count)} ${status}`,
  chartHint: 'click to list them',
  duration: 'Duration',
  durationNote: (interval: string) => `of ended executions, per ${interval}`,
  durationChart: 'Duration of ended executions over time, median and 95th percentile',
  noneEnded: 'No execution ended in this time.',

  slowest: 'Slowest agents',
  failing: 'Most failing agents',
  agent: 'Agent',
  p95Duration: 'p95 duration',
  errors: 'Errors',
  errorRate: 'Error rate',
  noAgents: 'No execution of this time names its agent.',
  noneFailing: 'No agent failed.',
  agentTimes: (p50: string, p95: string) => `p50 ${p50}, p95 ${p95}`,
  ofExecutions: (count: number) => `of ${n(count)} executions`,

  failures: 'Latest failures',
  failureCount: (count: number) => (count === 1 ? '1 in all' : `${n(count)} in all`),
  noFailures: 'Nothing failed.',
  noMessage: 'no message',

  models: 'Cost by model',
  noModels: 'No call of a model in this time.',
  tokens: (amount: string) => `${amount} tok`,
  calls: (count: number) => (count === 1 ? '1 call' : `${n(count)} calls`),
  noPrice: 'no price',

  empty: 'Nothing in this time range',
  emptyText: 'No execution started in it. Executions that started earlier are still there.',
  stale: 'These figures could not be brought up to date.',
};
