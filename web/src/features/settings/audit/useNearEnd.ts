import { useEffect, useEffectEvent, useRef } from 'react';

/** Pixels below what is in sight at which more is asked for. */
const AHEAD = 600;

/** Calls back when the end of a list comes near, and again while it stays there. */
export function useNearEnd(onNear: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onNear);
  // After each render: what was read on may not have filled the page yet.
  useEffect(() => {
    const element = end.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) near();
      },
      { rootMargin: `${AHEAD}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
  return end;
}
