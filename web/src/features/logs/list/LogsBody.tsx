// The lines: their list, what came since above it, and a line that a link leads to.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { logQuery } from '@/api/logs';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { LogExcerpt, LogList } from '@/ui/log/LogList';
import { type LineLook, useLines } from '@/ui/log/look';
import type { LogField } from '@/ui/log/model/text';
import { isGap } from '@/ui/log/rows';
import { Bone, Failure } from '@/ui/Notice';
import { useLogKeys } from '../keys';
import { LogsEmpty } from '../LogsEmpty';
import s from '../logs.module.css';
import { type Condition, toggled, withCondition } from '../model/conditions';
import { above } from '../model/tail';
import { unquoted } from '../model/typed';
import type { LogList as Logs } from '../queries';
import type { LogAddress } from '../search';
import type { LiveTail } from '../tail/useTail';
import { ListFoot } from './ListFoot';
import { ATTRIBUTE, type LogColumns } from './useColumns';

const BONES = Array.from({ length: 24 }, (_, index) => index);

interface LogsBodyProps {
  address: LogAddress;
  list: Logs;
  live: LiveTail;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  columns: LogColumns;
  isWrapped: boolean;
}

export function LogsBody(props: LogsBodyProps) {
  const { address, list, live, isFollowing, onFollow, columns, isWrapped } = props;
  const { search, conditions, change, setConditions } = address;
  const lines = useLines(search.line);
  const rows = useMemo(() => above(live.tail.shown, list.logs), [live.tail.shown, list.logs]);

  const toggle = (id: string) => {
    const isOpening = !lines.open.has(id);
    lines.toggle(id);
    // What is being read stays where it is.
    change({ line: isOpening ? id : undefined, tail: undefined }, { replace: true });
  };
  const ask = (condition: Condition) => setConditions(toggled(conditions, condition));
  const keys = { ...lines, toggle };
  useLogKeys({ rows, lines: keys, onCondition: ask, onTail: () => onFollow(!isFollowing) });

  const hasDays = spansDays(rows);
  const look = useMemo(
    (): LineLook => ({
      search: search.search && unquoted(search.search),
      columns: columns.chosen,
      shared: sharedBy(conditions),
      isWrapped,
      hasDays,
      onColumn: columns.toggle,
      onCondition: ({ key, value }: LogField, isNot: boolean) =>
        key && setConditions(withCondition(conditions, { key, value, isNot })),
    }),
    [search.search, columns, isWrapped, hasDays, conditions, setConditions],
  );
  const onAway = useCallback(
    (isAway: boolean) => isAway && isFollowing && onFollow(false),
    [isFollowing, onFollow],
  );

  const { isPending, isError, isSuccess, error, refetch } = list.list;
  const isLinkedHere = !search.line || rows.some((row) => row.id === search.line);
  return (
    <>
      {isSuccess && !isLinkedHere && search.line && <Linked id={search.line} />}
      {isPending && rows.length === 0 && (
        <div className={s.bones} aria-busy aria-label={t.loading} role="status">
          {BONES.map((row) => (
            <div key={row}>
              <Bone width={80} />
              <Bone width={`${30 + ((row * 29) % 45)}%`} />
            </div>
          ))}
        </div>
      )}
      {isError && rows.length === 0 && <Failure error={error} onRetry={() => refetch()} />}
      {isSuccess && rows.length === 0 && !list.cutAt && <LogsEmpty address={address} />}
      {isSuccess && rows.length === 0 && list.cutAt && <ListFoot list={list} isOldest={false} />}
      {rows.length > 0 && (
        <LogList
          rows={rows}
          look={look}
          lines={keys}
          onNearEnd={list.onNearEnd}
          onAway={onAway}
          onLoadGap={live.fill}
          loadingGap={live.loading}
          topKey={isFollowing || live.tail.waiting.length === 0}
          foot={<ListFoot list={list} isOldest={search.order === 'asc'} />}
        />
      )}
    </>
  );
}

/** Attributes of one asked-for value. */
const sharedBy = (conditions: readonly Condition[]) => {
  const asked = conditions.filter(({ isNot, key }) => !isNot && key.startsWith(ATTRIBUTE));
  const once = asked.filter(({ key }) => asked.filter((each) => each.key === key).length === 1);
  return once.map(({ key }) => key.slice(ATTRIBUTE.length));
};

const isToday = (time: string) => new Date(time).toDateString() === new Date().toDateString();

/** Whether some line is of another day than today, so that the time alone would not tell. */
function spansDays(rows: ReturnType<typeof above>): boolean {
  const ends = [rows[0], rows.at(-1)];
  return ends.some((row) => row && !isGap(row) && !isToday(row.timestamp));
}

/** A line that a link leads to and that is not among those that were read. */
function Linked({ id }: { id: string }) {
  const { data } = useQuery(logQuery(useProject(), id));
  if (!data) return null;
  return (
    <div className={s.linked}>
      <p>{t.logs.linked}</p>
      <LogExcerpt logs={[data]} />
    </div>
  );
}
