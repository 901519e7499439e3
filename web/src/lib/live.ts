// Whether pages look for new data by themselves. One switch for the whole portal.
import { useSyncExternalStore } from 'react';

const KEY = 'farol.live';
/** Milliseconds between looks. */
export const LIVE_EVERY = 3_000;

const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'false';
  } catch {
    return true;
  }
}

let live = read();

export function setLive(next: boolean) {
  live = next;
  try {
    localStorage.setItem(KEY, String(next));
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLive = () => useSyncExternalStore(subscribe, () => live);
