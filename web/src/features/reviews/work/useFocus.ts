// The focus goes to what was opened: on the row that opened it, Ctrl+Enter would be the browser's.
import { type RefObject, useEffect } from 'react';

/** Moves the focus once `key` is there, unless somebody is at work elsewhere by then. */
export function useFocus(place: RefObject<HTMLElement | null>, key: string | undefined) {
  useEffect(() => {
    const at = document.activeElement;
    const isIdle = at === null || at === document.body || at.closest('[data-row]') !== null;
    if (key !== undefined && isIdle) place.current?.focus({ preventScroll: true });
  }, [place, key]);
}
