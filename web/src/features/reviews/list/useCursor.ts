// The row that the keys stand on: not yet open, for in the queue to open is to take.
import { useCallback, useRef, useState } from 'react';
import type { Row } from '../model/rows';

export function useCursor(rows: readonly Row[], openAt: number, show: (index: number) => void) {
  const [key, setKey] = useState<string | null>(null);
  const found = key === null ? -1 : rows.findIndex((row) => row.key === key);
  const at = found >= 0 ? found : openAt;
  const link = useRef<HTMLAnchorElement | null>(null);
  /** Set by a key: the row takes the focus as soon as it is drawn. */
  const wanted = useRef(false);
  const ref = useCallback((element: HTMLAnchorElement | null) => {
    link.current = element;
    if (!element || !wanted.current) return;
    wanted.current = false;
    element.focus({ preventScroll: true });
  }, []);
  // What is opened by other ways takes the cursor along.
  const openKey = rows[openAt]?.key ?? null;
  const [seen, setSeen] = useState(openKey);
  if (openKey !== seen) {
    setSeen(openKey);
    setKey(null);
  }
  const move = (step: number) => {
    if (rows.length === 0) return;
    const next = at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step));
    show(next);
    if (next === at) {
      link.current?.focus({ preventScroll: true });
      return;
    }
    wanted.current = true;
    setKey(rows[next].key);
  };
  const open = () => link.current?.click();
  return { at, ref, move, open };
}
