// How a trace is looked at, as text in the address: what can be sent to a colleague.
import { type Search, textOf, textsOf } from '@/lib/url';
import { isWhole, type View, zoom } from './coordinates';
import { SORTS, type Sort } from './rows';

export const PANES = ['attributes', 'events', 'logs', 'statistics'] as const;

export interface TraceSearch {
  sort?: Sort;
  /** Span types shown. */
  type?: string[];
  find?: string;
  /** Whether it is looked for in inputs, outputs and attributes, too. */
  within?: 'payloads';
  /** Levels open; all where it is absent. */
  level?: number;
  /** Milliseconds after the start, `from-to`. */
  zoom?: string;
  critical?: 'off';
  /** What is open at the side, if not the overview of a span. */
  pane?: (typeof PANES)[number];
}

export function readTraceSearch(search: Search): TraceSearch {
  // Text in an address, a number where the page itself goes there.
  const level = Number(search.level);
  const sort = SORTS.find((each) => each === search.sort);
  return {
    sort: sort === 'start' ? undefined : sort,
    type: textsOf(search.type),
    find: textOf(search.find),
    within: search.within === 'payloads' ? 'payloads' : undefined,
    level: Number.isInteger(level) && level > 0 ? level : undefined,
    zoom: textOf(search.zoom),
    critical: search.critical === 'off' ? 'off' : undefined,
    pane: PANES.find((each) => each === search.pane),
  };
}

/** The part of a trace that an address tells; null for all of it, and for what makes no sense. */
export function readZoom(text: string | undefined, total: number): View | null {
  const found = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!found) return null;
  const [from, to] = [Number(found[1]), Number(found[2])];
  if (from >= to || from >= total) return null;
  const view = zoom(from, to, total);
  return isWhole(view, total) ? null : view;
}

/** Digits enough for a zoom of microseconds, without those that floating point adds. */
export const writeZoom = (view: View | null) =>
  view ? `${Number(view.from.toFixed(4))}-${Number(view.to.toFixed(4))}` : undefined;
