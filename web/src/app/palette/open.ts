// Anything may open the palette or the list of keys; the shell shows them.
import { useSyncExternalStore } from 'react';

export type Overlay = 'palette' | 'keys' | null;

const listeners = new Set<() => void>();
let shown: Overlay = null;

function show(next: Overlay) {
  shown = next;
  for (const listener of listeners) listener();
}

export const openPalette = () => show('palette');
export const openKeys = () => show('keys');
export const closeOverlay = () => show(null);

export const useOverlay = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
