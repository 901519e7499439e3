import { Link } from '@tanstack/react-router';
import type { ModelTotal, Overview } from '@/api/types';
import { amountFigure, money } from '@/lib/figures';
import { percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { Card, Nothing } from './Card';
import { costliest, ofModel } from './model/links';
import { modelShares } from './model/models';
import s from './overview.module.css';

const words = t.overview;

/** What the models cost, as parts of one bar. */
export function Models({ overview: { models: figures, total } }: { overview: Overview }) {
  const { models } = modelShares(figures);
  return (
    <Card
      title={words.models}
      target={costliest}
      aside={total.cost !== null && <span>{money(total.cost)}</span>}
    >
      {models.length === 0 ? (
        <Nothing>{words.noModels}</Nothing>
      ) : (
        <>
          <div className={s.cost} aria-hidden>
            {models.map(({ model, share, color }) => (
              <i key={model} style={{ flexGrow: share, background: color }} />
            ))}
          </div>
          <ul className={`${s.models} num`}>
            {models.map((each) => (
              <li key={each.model}>
                <Link to="/executions" search={ofModel(each.model)} title={words.calls(each.calls)}>
                  <i style={{ background: each.color }} />
                  <b className="clip">{each.model}</b>
                  <span>{sums(each, each.share)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

/** `$96.12 · 63.4 % · 21.4 M tok`; calls where it was not paid by tokens. */
function sums({ cost, totalTokens, calls }: ModelTotal, share: number): string {
  const { value, unit } = amountFigure(totalTokens);
  const price = cost === null ? [words.noPrice] : [money(cost), percent(share)];
  const tokens = words.tokens(unit ? `${value} ${unit}` : value);
  return [...price, totalTokens > 0 ? tokens : words.calls(calls)].join(' · ');
}
