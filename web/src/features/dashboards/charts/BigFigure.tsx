import { t } from '@/lib/strings';
import { compared, shown, valueText } from '../model/figure';
import { type ChartProps, openedAt } from './chart-props';
import s from './charts.module.css';

const words = t.dashboards.chart;

/** The number, what it was in the period before, and what it should be. */
export function BigFigure({ card, answer, onOpen }: ChartProps) {
  const { prefix, value, unit } = shown(card, answer.value);
  const figure = (
    <>
      {prefix && <small>{prefix} </small>}
      {value}
      {unit && <small> {unit}</small>}
    </>
  );
  const exact = answer.value === null ? undefined : `${answer.value.toLocaleString()} ${unit}`;
  return (
    <>
      {onOpen ? (
        <button
          type="button"
          className={s.big}
          title={exact}
          onClick={() => onOpen(openedAt(answer, undefined, null))}
        >
          {figure}
        </button>
      ) : (
        <div className={s.big} title={exact}>
          {figure}
        </div>
      )}
      <Changed card={card} answer={answer} />
    </>
  );
}

function Changed({ card, answer }: ChartProps) {
  const was = answer.previous?.value;
  const target = card.target === undefined ? '' : `${words.target} ${valueText(card, card.target)}`;
  if (answer.previous === undefined || answer.previous === null) {
    return <p className={s.change}>{target}</p>;
  }
  const change = compared(card, answer.value, was ?? null);
  return (
    <p className={s.change}>
      {change && <b data-verdict={change.verdict ?? undefined}>{change.text}</b>}{' '}
      {was === null || was === undefined || (was === 0 && !change)
        ? words.nothingBefore
        : `${words.from} ${valueText(card, was)}`}
      {target && ` · ${target}`}
    </p>
  );
}
