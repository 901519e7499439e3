import { useEffect, useState } from 'react';
import { type JsonHit, searchJson } from '@/lib/json-search';

/** Milliseconds at a time, so that typing and scrolling stay smooth. */
const SLICE = 8;
const NONE: readonly JsonHit[] = [];

/** The hits of a query in a value; null while they are looked for. */
export function useJsonSearch(value: unknown, query: string): readonly JsonHit[] | null {
  const [found, setFound] = useState<{ query: string; value: unknown; hits: readonly JsonHit[] }>();
  const wanted = query.trim();
  useEffect(() => {
    if (!wanted) return;
    const search = searchJson(value, wanted);
    let timer: ReturnType<typeof setTimeout>;
    const goOn = () => {
      const until = performance.now() + SLICE;
      for (let step = search.next(); ; step = search.next()) {
        if (step.done) {
          setFound({ query: wanted, value, hits: step.value as JsonHit[] });
          return;
        }
        if (performance.now() > until) break;
      }
      timer = setTimeout(goOn);
    };
    timer = setTimeout(goOn, 120);
    return () => clearTimeout(timer);
  }, [value, wanted]);
  if (!wanted) return NONE;
  return found?.query === wanted && found.value === value ? found.hits : null;
}
