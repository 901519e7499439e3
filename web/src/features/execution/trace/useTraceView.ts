import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { follow, type View, wholeView } from '../model/coordinates';
import { closedAtLevel, keepTypes, reveal, type Sort, sequence, visibleRows } from '../model/rows';
import { findMatches, inOrder, nextHit } from '../model/search';
import type { TraceData } from './useTrace';

const NOTHING: ReadonlySet<string> = new Set();

/** How the trace is looked at, and the rows that follow from it. */
export function useTraceView({ trace, texts }: TraceData, initial: string | undefined) {
  const [sort, setSort] = useState<Sort>('start');
  const [types, setTypes] = useState(NOTHING);
  const [closed, setClosed] = useState(NOTHING);
  const [level, setLevel] = useState<number | null>(null);
  const [query, setQuery] = useState('');
  const [zoomed, setZoomed] = useState<View | null>(null);
  const [cursorId, setCursorId] = useState(initial);

  const order = useMemo(() => sequence(trace, sort), [trace, sort]);
  const places = useMemo(() => inverse(order, order.length), [order]);
  const keep = useMemo(() => keepTypes(trace, types), [trace, types]);
  const rows = useMemo(() => visibleRows(trace, order, closed, keep), [trace, order, closed, keep]);
  const rowOf = useMemo(() => inverse(rows, trace.nodes.length), [rows, trace]);
  // Typing goes first; the search follows when there is time.
  const wanted = useDeferredValue(query);
  const matches = useMemo(() => findMatches(texts, wanted), [texts, wanted]);
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
  };
}

export type TraceView = ReturnType<typeof useTraceView>;

/** Where each value stands; −1 for those that do not. */
function inverse(values: Int32Array, size: number): Int32Array {
  const places = new Int32Array(size).fill(-1);
  values.forEach((value, place) => {
    places[value] = place;
  });
  return places;
}
