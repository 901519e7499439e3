// A text that outlives a look elsewhere and a reload, in this tab.
import { useState } from 'react';

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function useKeptText(key: string) {
  const [text, setText] = useState(() => read(key));
  const keep = (next: string) => {
    setText(next);
    try {
      if (next) sessionStorage.setItem(key, next);
      else sessionStorage.removeItem(key);
    } catch {
      // Without storage it lasts until the page is left.
    }
  };
  return [text, keep] as const;
}
