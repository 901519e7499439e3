import { X } from 'lucide-react';
import { useMemo } from 'react';
import { cost, count, duration, percent, short } from '@/lib/format';
import { look, typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { TypeTag } from '@/ui/Tag';
import { type ModelShare, stats, type TypeShare } from '../model/stats';
import panel from '../span/panel.module.css';
import { Summary } from './Summary';
import s from './sums.module.css';
import type { TraceData } from './useTrace';

const words = t.execution.stat;

interface StatisticsPanelProps {
  data: TraceData;
  onClose: () => void;
  onOpen: (index: number) => void;
}

/** Where the time, the tokens and the money went. */
export function StatisticsPanel({ data, onClose, onOpen }: StatisticsPanelProps) {
  const found = useMemo(() => stats(data.trace, data.own), [data]);
  const { byType, byModel } = found;
  return (
    <aside className={panel.panel} aria-label={words.title}>
      <header>
        <h2>
          {words.title}
          <span className="grow" />
          <Button look="ghost" icon small aria-label={words.close} onClick={onClose}>
            <X className="ico" aria-hidden />
          </Button>
        </h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={panel.body} tabIndex={0} role="group" aria-label={words.title}>
        <Summary trace={data.trace} found={found} onOpen={onOpen} />
        <section>
          <h3>
            {words.byType} <span className="faint">{words.ownHint}</span>
          </h3>
          <ByType shares={byType} />
        </section>
        <section>
          <h3>{words.byModel}</h3>
          {byModel.length > 0 ? (
            <ByModel shares={byModel} />
          ) : (
            <p className="faint">{words.noModels}</p>
          )}
        </section>
      </div>
    </aside>
  );
}

const ByType = ({ shares }: { shares: TypeShare[] }) => (
  <table className={s.table}>
    <thead>
      <tr>
        <th>{words.type}</th>
        <th>{words.count}</th>
        <th>{words.errors}</th>
        <th>{words.own}</th>
        <th>{words.share}</th>
      </tr>
    </thead>
    <tbody>
      {shares.map(({ type, spans, errors, own, share }) => (
        <tr key={type} data-family={look(type).family}>
          <td title={typeName(type)}>
            <TypeTag type={type} fixed />
          </td>
          <td>{count(spans)}</td>
          <td className={errors > 0 ? 'bad' : 'faint'}>{count(errors)}</td>
          <td>{duration(own)}</td>
          <td>
            <i className={s.share} style={{ width: `${share * 40}px` }} />
            {percent(share)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const ByModel = ({ shares }: { shares: ModelShare[] }) => (
  <table className={s.table}>
    <thead>
      <tr>
        <th>{words.model}</th>
        <th>{words.calls}</th>
        <th>{words.tokens}</th>
        <th>{words.cost}</th>
      </tr>
    </thead>
    <tbody>
      {shares.map((share) => (
        <tr key={share.model}>
          <td>{share.model}</td>
          <td>{count(share.calls)}</td>
          <td>{short(share.tokens)}</td>
          <td>{cost(share.cost, 4)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
