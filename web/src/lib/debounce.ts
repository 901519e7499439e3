import { useEffect, useEffectEvent } from 'react';

/** Calls `act` with a value once it has stayed the same for `ms`; not for the first one. */
export function useSettled<T>(value: T, ms: number, act: (value: T) => void) {
  const settle = useEffectEvent(act);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
}
