// Light, dark, or as the system wishes. `public/theme.js` sets it before the first paint.
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'farol.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function readTheme(): Theme {
  try {
    return THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

let current = readTheme();

const shown = () => (current === 'system' ? (system.matches ? 'dark' : 'light') : current);

function apply() {
  document.documentElement.dataset.theme = shown();
  for (const listener of listeners) listener();
}

system.addEventListener('change', apply);

export function setTheme(theme: Theme) {
  current = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  apply();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person's choice. */
export const useTheme = () => useSyncExternalStore(subscribe, () => current);

/** What is on the screen: for canvases, which CSS variables do not reach. */
export const useShownTheme = () => useSyncExternalStore(subscribe, shown);
