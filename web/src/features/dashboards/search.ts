// The board's address: its dashboard, how often it is refreshed, and the conditions on its events. The time is
// the portal's.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { readRange, type TimeRange } from '@/lib/time-range';
import { type Search, textOf, textsOf } from '@/lib/url';
import type { Filter, Settings } from './api/types';
import { MOST_FILTERS, readFilter, writeFilter } from './model/filters';

export interface BoardSearch {
  /** Conditions, each as it is written; `none` where the dashboard's own are taken away. */
  filter?: string[];
  /** Seconds, or `off`. */
  refresh?: string;
}

const NONE = 'none';
const OFF = 'off';
const WEEK: TimeRange = { range: '7d' };
const MOST_SECONDS = 86_400;

export const readBoardSearch = (search: Search): BoardSearch => ({
  filter: textsOf(search.filter),
  refresh: textOf(search.refresh),
});

/** How a dashboard is looked at: as the address says, else as it was kept. */
export interface BoardView {
  range: TimeRange;
  refreshSeconds: number;
  filters: Filter[];
}

type Asked = BoardSearch & { range?: string; from?: string; to?: string };

export function boardView(search: Asked, settings: Settings): BoardView {
  return {
    range: boardRange(search, settings),
    refreshSeconds: seconds(search.refresh, settings.refreshSeconds),
    filters: search.filter ? readFilters(search.filter) : (settings.filters ?? []),
  };
}

const hasTime = ({ range, from, to }: Asked) => !!range || (!!from && !!to);

function boardRange(search: Asked, settings: Settings): TimeRange {
  if (hasTime(search)) return readRange(search);
  const { range, from, to } = settings;
  const kept = { range: range ?? undefined, from: from ?? undefined, to: to ?? undefined };
  return hasTime(kept) ? readRange(kept) : WEEK;
}

function seconds(asked: string | undefined, kept: number | null | undefined): number {
  const value = asked === undefined ? (kept ?? 0) : asked === OFF ? 0 : Number(asked);
  return Number.isFinite(value) && value >= 5 ? Math.min(value, MOST_SECONDS) : 0;
}

const readFilters = (texts: readonly string[]): Filter[] =>
  texts.flatMap((text) => readFilter(text) ?? []).slice(0, MOST_FILTERS);

export function useBoardView(settings: Settings) {
  const search = useSearch({ strict: false }) as Asked;
  const navigate = useNavigate();
  // The same objects while the same is asked, whatever else changes in the address.
  const written = JSON.stringify(boardView(search, settings));
  const view = useMemo(() => JSON.parse(written) as BoardView, [written]);
  const change = useCallback(
    (part: Asked, replace = false) =>
      navigate({ to: '.', search: (old: object) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  const setFilters = (filters: readonly Filter[]) =>
    change({ filter: filters.length > 0 ? filters.map(writeFilter) : [NONE] });
  const setRefresh = (next: number) => change({ refresh: next ? String(next) : OFF });
  return { view, isTimed: hasTime(search), change, setFilters, setRefresh };
}

export type BoardAddress = ReturnType<typeof useBoardView>;
