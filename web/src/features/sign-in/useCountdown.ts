import { useEffect, useState } from 'react';
import { ApiError } from '@/api/client';
import { useNow } from '@/lib/now';

/** Seconds that a refusal still wants to be waited for; 0 when it is over, or there was none. */
export function useCountdown(error: unknown): number {
  const now = useNow();
  const [until, setUntil] = useState(0);
  useEffect(() => {
    const seconds = error instanceof ApiError ? (error.retryAfter ?? 1) : 0;
    setUntil(seconds > 0 ? Date.now() + seconds * 1_000 : 0);
  }, [error]);
  return Math.max(0, Math.ceil((until - now) / 1_000));
}
