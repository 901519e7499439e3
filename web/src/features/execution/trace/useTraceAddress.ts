// The address and the trace, kept the same: what is looked at goes into the address, a link to a span
// comes out of it.
import { useEffect, useEffectEvent, useRef } from 'react';
import { useSettled } from '@/lib/debounce';
import { type ExecutionSearch, useExecutionSearch } from '../search';
import type { TraceView } from './useTraceView';

/** Browsers refuse an address that changes more than about three times a second. */
const PATIENCE = 200;

/** `part` is what stands beside the view: the open span and its tab. */
export function useTraceAddress(
  view: TraceView,
  part: ExecutionSearch,
  onSpan: (index: number) => void,
  indexOf: (spanId: string) => number | undefined,
) {
  const { search, change } = useExecutionSearch();
  const written = useRef(search.span);
  const wanted = { ...view.address, ...part };
  useSettled(JSON.stringify(wanted), PATIENCE, () => {
    const keys = Object.keys(wanted) as (keyof ExecutionSearch)[];
    if (keys.every((key) => String(wanted[key] ?? '') === String(search[key] ?? ''))) return;
    if ('span' in wanted) written.current = wanted.span;
    change(wanted);
  });
  // A link within this page, or a step back, names another span than the one written last.
  const follow = useEffectEvent((span: string | undefined) => {
    if (span === written.current) return;
    written.current = span;
    const index = span === undefined ? undefined : indexOf(span);
    if (index !== undefined) onSpan(index);
  });
  useEffect(() => follow(search.span), [search.span]);
}
