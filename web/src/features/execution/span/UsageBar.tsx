import type { Node } from '@/api/types';
import { cost, count } from '@/lib/format';
import { t } from '@/lib/strings';
import s from './panel.module.css';

const words = t.execution.span.usage;
const PARTS = [
  'inputTokens',
  'cachedTokens',
  'cacheWriteTokens',
  'outputTokens',
  'reasoningTokens',
] as const;

/** Tokens and cost of a call. */
export function UsageBar({ node: { usage, cost: price, costEstimated } }: { node: Node }) {
  const cells = PARTS.flatMap((part) => {
    const value = usage?.[part];
    const isMain = part === 'inputTokens' || part === 'outputTokens';
    return value || (isMain && typeof value === 'number') ? [[words[part], count(value)]] : [];
  });
  if (price !== null && price !== undefined) {
    const name = costEstimated ? words.estimatedCost : words.cost;
    cells.push([name, cost(price, 4)]);
  }
  if (cells.length === 0) return null;
  return (
    <dl className={s.usage}>
      {cells.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
