import { Link } from '@tanstack/react-router';
import { t } from '@/lib/strings';
import { Tag } from '@/ui/Tag';
import s from './privacy.module.css';
import type { ChangedItem, DryRunResult } from './queries';

const words = t.privacy.trial;

/** Item by item, what stood there and what would. */
export function DryRunResults({ result, isSample }: { result: DryRunResult; isSample: boolean }) {
  if (result.lookedAt === 0) return <p className={s.none}>{words.nothingThere}</p>;
  return (
    <div className={s.results}>
      <p role="status">
        <b>{words.changed(result.changed, result.lookedAt)}</b>
        {result.changed === 0 && <span className="dim"> {words.nothingFound}</span>}
      </p>
      {result.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a result is shown whole and never changes
        <Item key={index} item={item} isSample={isSample} />
      ))}
    </div>
  );
}

function Item({ item, isSample }: { item: ChangedItem; isSample: boolean }) {
  const rest = item.changeCount - item.changes.length;
  return (
    <section className={s.item}>
      <header>
        <Tag>{words.kinds[item.kind] ?? item.kind}</Tag>
        {isSample && item.index != null && words.nth(item.index + 1)}
        {item.traceId && (
          <Link
            to="/executions/$executionId"
            params={{ executionId: item.traceId }}
            search={{ span: item.spanId ?? undefined }}
            className="mono link clip"
          >
            {item.spanId ?? item.traceId}
          </Link>
        )}
        <span className="grow" />
        <small>{words.changes(item.changeCount)}</small>
      </header>
      <dl>
        {item.changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a result is shown whole and never changes
          <div key={index}>
            <dt>
              <code className="mono">{change.pointer}</code>
              <small>{change.rule}</small>
            </dt>
            <dd>
              <del>{change.before}</del>
              <ins>{change.after}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {rest > 0 && <p className={s.more}>{words.more(rest)}</p>}
    </section>
  );
}
