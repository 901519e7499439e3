// What each model cost, as shares of one bar.
import type { ModelTotal } from '@/api/types';

export interface ModelShare extends ModelTotal {
  /** Of the whole, 0 to 1: of the cost, or of the tokens where nothing has a price. */
  share: number;
  color: string;
}

const COLORS = ['llm', 'agent', 'workflow', 'tool', 'voice', 'guard', 'retrieval', 'message'];

export interface ModelShares {
  models: ModelShare[];
  byCost: boolean;
}

/** The models in the order given, each with its part of the bar. */
export function modelShares(figures: readonly ModelTotal[]): ModelShares {
  const byCost = figures.some(({ cost }) => cost !== null && cost > 0);
  const weight = ({ cost, totalTokens }: ModelTotal) => (byCost ? (cost ?? 0) : totalTokens);
  const whole = figures.reduce((sum, each) => sum + weight(each), 0);
  const models = figures.map((each, index) => ({
    ...each,
    share: whole > 0 ? weight(each) / whole : 0,
    color: `var(--${COLORS[index] ?? 'span'})`,
  }));
  return { models, byCost };
}
