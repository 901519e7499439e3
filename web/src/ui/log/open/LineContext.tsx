import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { logContextQuery } from '@/api/logs';
import type { Log } from '@/api/types';
import { clockMillis, duration } from '@/lib/format';
import { locale } from '@/lib/language';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Bone, Failure } from '@/ui/Notice';
import { Segmented } from '@/ui/Segmented';
import { attributeText, bodyText, callKey } from '../model/text';
import s from './open.module.css';

const FEW = 4;
const MANY = 25;

/** What neighbours may have in common with a line, the closest bond first. */
function bonds(log: Log) {
  const call = callKey(log);
  return [
    ...(call ? [{ value: `attr.${call}`, label: call }] : []),
    ...(log.service ? [{ value: 'service', label: t.logs.context.service }] : []),
    ...(log.traceId ? [{ value: 'trace', label: t.logs.context.trace }] : []),
  ];
}

/** The conditions that find the same lines in the list. */
const sameLines = (log: Log, by: string) => {
  if (by === 'trace') return { traceId: log.traceId ?? undefined };
  if (by === 'service') return { service: [log.service ?? ''] };
  return { [by]: [attributeText(log, by.slice('attr.'.length))] };
};

/** The lines around one. */
export function LineContext({ log }: { log: Log }) {
  const options = bonds(log);
  const [by, setBy] = useState(options[0]?.value ?? '');
  const [lines, setLines] = useState(FEW);
  const project = useProject();
  const query = useQuery({ ...logContextQuery(project, log.id, by, lines), enabled: by !== '' });
  if (options.length === 0) return null;
  const { data } = query;
  const hasMore = lines === FEW && (data?.hasMoreBefore || data?.hasMoreAfter);
  return (
    <section className={s.context}>
      <h3>
        {t.logs.context.title}
        <span className="grow" />
        <Segmented label={t.logs.context.by} value={by} options={options} onChange={setBy} />
      </h3>
      {query.isError && <Failure error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending &&
        [0, 1, 2, 3].map((row) => (
          <p key={row} className={s.near}>
            <Bone width={48} />
          </p>
        ))}
      {data && (
        <ol aria-label={t.logs.context.title}>
          {data.items.map((near) => (
            <Near key={near.id} near={near} log={log} />
          ))}
        </ol>
      )}
      <footer>
        {hasMore && (
          <button type="button" className="link" onClick={() => setLines(MANY)}>
            {t.logs.context.more}
          </button>
        )}
        <Link
          to="/logs"
          search={{ ...sameLines(log, by), ...timeAround(log), line: log.id }}
          className="link"
        >
          {t.logs.context.all}
        </Link>
        {data && !data.complete && <span className="faint">{t.logs.context.incomplete}</span>}
      </footer>
    </section>
  );
}

const QUARTER = 900_000;

const timeAround = ({ timestamp }: Log) => {
  const at = Date.parse(timestamp);
  const instant = (time: number) => new Date(time).toISOString();
  return { range: undefined, from: instant(at - QUARTER), to: instant(at + QUARTER) };
};

/** `−8.041 s`: to the millisecond, from a minute on in round figures. */
function apartText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '+';
  const size = Math.abs(seconds);
  if (size >= 60) return sign + duration(size * 1000);
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: size < 0.001 ? 6 : 3 };
  return `${sign}${size.toLocaleString(locale, digits)} s`;
}

function Near({ near, log }: { near: Log; log: Log }) {
  const isSame = near.id === log.id;
  const apart = Number(BigInt(near.timestampUnixNano) - BigInt(log.timestampUnixNano)) / 1e9;
  return (
    <li
      className={s.near}
      data-level={near.level ?? 'unknown'}
      aria-current={isSame || undefined}
      title={`${clockMillis(near.timestamp)} ${near.timestamp}`}
    >
      <time dateTime={near.timestamp}>{isSame ? '0' : apartText(apart)}</time>
      <span>{near.level ?? t.logs.noLevel}</span>
      <span>{bodyText(near)}</span>
    </li>
  );
}
