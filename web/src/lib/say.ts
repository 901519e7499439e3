// What was done, told at the foot of the page for a while: "Key revoked".
import { useSyncExternalStore } from 'react';

export interface Said {
  id: number;
  text: string;
  tone: 'ok' | 'error';
}

/** Milliseconds that a sentence stays; errors stay until they are closed. */
const STAYS = 4_000;

const listeners = new Set<() => void>();
let said: Said | null = null;
let last = 0;

function show(next: Said | null) {
  said = next;
  for (const listener of listeners) listener();
}

export function say(text: string, tone: Said['tone'] = 'ok') {
  last += 1;
  const id = last;
  show({ id, text, tone });
  if (tone === 'ok') setTimeout(() => said?.id === id && show(null), STAYS);
}

export const unsay = () => show(null);

export const useSaid = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
