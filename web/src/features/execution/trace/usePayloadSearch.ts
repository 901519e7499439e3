import { useEffect, useRef, useState } from 'react';
import type { Answer, Question } from './payload-worker';

export type PayloadState =
  | { kind: 'off' | 'reading' | 'failed' }
  | { kind: 'ready'; spans: number; all: number };

const OFF: PayloadState = { kind: 'off' };

/**
 * Looks through inputs, outputs, attributes and events by a worker, which reads them when `address` is
 * first told; null for nothing wanted, or nothing known yet.
 */
export function usePayloadSearch(address: string | null, query: string) {
  const worker = useRef<Worker>(null);
  const [state, setState] = useState(OFF);
  const [found, setFound] = useState<{ wanted: string; ids: ReadonlySet<string> } | null>(null);
  const wanted = query.trim().toLowerCase();
  const asked = useRef(new Map<number, string>());

  useEffect(() => {
    if (address === null) return;
    const made = new Worker(new URL('./payload-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    setState({ kind: 'reading' });
    made.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind !== 'found') setState(data);
      else setFound({ wanted: asked.current.get(data.ticket) ?? '', ids: new Set(data.ids) });
    };
    made.onerror = () => setState({ kind: 'failed' });
    made.postMessage({ kind: 'read', address } satisfies Question);
    return () => {
      made.terminate();
      worker.current = null;
      setState(OFF);
      setFound(null);
    };
  }, [address]);

  const isReady = state.kind === 'ready';
  useEffect(() => {
    if (!isReady || !wanted) return;
    const ticket = asked.current.size;
    asked.current.set(ticket, wanted);
    worker.current?.postMessage({ kind: 'find', ticket, wanted } satisfies Question);
  }, [isReady, wanted]);

  const ids = wanted && found?.wanted === wanted ? found.ids : null;
  return { state, ids };
}
