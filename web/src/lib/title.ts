// The page's title: in the browser's tab, and for whoever remembers which pages were opened.
import { useSyncExternalStore } from 'react';
import { t } from './strings';

const listeners = new Set<() => void>();
let title = '';

export function setTitle(next: string) {
  title = next;
  document.title = `${next} · ${t.name}`;
  for (const listener of listeners) listener();
}

export const useTitle = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
