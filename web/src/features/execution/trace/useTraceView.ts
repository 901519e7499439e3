import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { readZoom, type TraceSearch, writeZoom } from '../model/address';
import { follow, isWhole, pan, type View, wholeView, zoomAround } from '../model/coordinates';
import { closedAtLevel, keepTypes, reveal, type Sort, sequence, visibleRows } from '../model/rows';
import { findMatches, inOrder, nextHit, withIds } from '../model/search';
import type { Trace } from '../model/trace';
import { usePayloadSearch } from './usePayloadSearch';
import type { TraceData } from './useTrace';

interface Opened {
  span?: string;
}

/** What the address folds away, save what it opens. */
function firstClosed(trace: Trace, { level, span }: TraceSearch & Opened): ReadonlySet<string> {
  const closed = closedAtLevel(trace, level ?? null);
  const index = span === undefined ? undefined : trace.indexOf.get(span);
  return index === undefined ? closed : reveal(trace, closed, index);
}

/**
 * How the trace is looked at, and the rows that follow from it. `payloadAddress` is where all payloads are read, once somebody looks
 * into them.
 */
export function useTraceView(
  { trace, texts }: TraceData,
  initial: TraceSearch & Opened,
  payloadAddress: string,
) {
  const [sort, setSort] = useState<Sort>(initial.sort ?? 'start');
  const [types, setTypes] = useState<ReadonlySet<string>>(() => new Set(initial.type));
  const [level, setLevel] = useState<number | null>(initial.level ?? null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => firstClosed(trace, initial));
  const [query, setQuery] = useState(initial.find ?? '');
  const [zoomed, setZoomed] = useState(() => readZoom(initial.zoom, trace.total));
  const [cursorId, setCursorId] = useState(initial.span);

  const order = useMemo(() => sequence(trace, sort), [trace, sort]);
  const places = useMemo(() => inverse(order, order.length), [order]);
  const keep = useMemo(() => keepTypes(trace, types), [trace, types]);
  const rows = useMemo(() => visibleRows(trace, order, closed, keep), [trace, order, closed, keep]);
  const rowOf = useMemo(() => inverse(rows, trace.nodes.length), [rows, trace]);
  // Typing goes first; the search follows when there is time.
  const wanted = useDeferredValue(query);
  const [isDeep, setDeep] = useState(initial.within === 'payloads');
  const payloads = usePayloadSearch(isDeep ? payloadAddress : null, wanted);
  const matches = useMemo(
    () => withIds(findMatches(texts, wanted), trace.indexOf, payloads.ids),
    [texts, wanted, trace, payloads.ids],
  );
  const isKept = useCallback((index: number) => keep === null || keep[index] > 0, [keep]);
  const hits = useMemo(
    () => inOrder(order, (index) => matches?.[index] === 1 && isKept(index)),
    [order, matches, isKept],
  );
  const errors = useMemo(
    () => inOrder(order, (index) => trace.nodes[index].status === 'error' && isKept(index)),
    [order, trace, isKept],
  );
  const cursor = cursorId === undefined ? -1 : (trace.indexOf.get(cursorId) ?? -1);

  /** Moves to a node, opening the way to it. */
  const goTo = useCallback(
    (index: number) => {
      if (index < 0 || index >= trace.nodes.length) return;
      setClosed((old) => reveal(trace, old, index));
      setCursorId(trace.nodes[index].spanId);
    },
    [trace],
  );
  const toggle = useCallback(
    (index: number) =>
      setClosed((old) => {
        const next = new Set(old);
        const id = trace.nodes[index].spanId;
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [trace],
  );
  const hop = (among: readonly number[], step: 1 | -1) => {
    const index = nextHit(among, (each) => places[each], cursor, step);
    if (index < 0) return;
    goTo(index);
    const [start, duration] = [trace.start[index], trace.duration[index]];
    setZoomed((old) => old && follow(old, start, duration, trace.total));
  };
  const { total } = trace;
  /** Zooms around a share (0 to 1) of the track: `factor` below 1 goes closer. */
  const zoomBy = useCallback(
    (share: number, factor: number) =>
      setZoomed((old) => orWhole(zoomAround(old ?? wholeView(total), share, factor, total), total)),
    [total],
  );
  /** Moves along the axis by a share of what is shown. */
  const panBy = useCallback(
    (share: number) => setZoomed((old) => old && pan(old, share, total)),
    [total],
  );
  const chooseLevel = (next: number | null) => {
    setLevel(next);
    setClosed(closedAtLevel(trace, next));
  };

  return {
    sort,
    setSort,
    types,
    setTypes,
    closed,
    level,
    chooseLevel,
    query,
    setQuery,
    isDeep,
    setDeep,
    payloads: payloads.state,
    rows,
    rowOf,
    keep,
    matches,
    hits,
    errors,
    cursor,
    goTo,
    toggle,
    hop,
    order,
    view: zoomed ?? wholeView(trace.total),
    isZoomed: zoomed !== null,
    setZoomed,
    zoomBy,
    panBy,
    address: {
      sort: sort === 'start' ? undefined : sort,
      type: types.size > 0 ? [...types] : undefined,
      find: query.trim() || undefined,
      within: isDeep ? 'payloads' : undefined,
      level: level ?? undefined,
      zoom: writeZoom(zoomed),
    } satisfies TraceSearch,
  };
}

const orWhole = (view: View, total: number) => (isWhole(view, total) ? null : view);

export type TraceView = ReturnType<typeof useTraceView>;

/** Where each value stands; −1 for those that do not. */
function inverse(values: Int32Array, size: number): Int32Array {
  const places = new Int32Array(size).fill(-1);
  values.forEach((value, place) => {
    places[value] = place;
  });
  return places;
}
