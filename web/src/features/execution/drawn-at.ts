import { useEffect, useState } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { useConnection } from '@/lib/live-events';
import { isLarge } from '@/lib/live-execution';

/** The time up to which what runs is drawn, in milliseconds: it moves on while somebody watches. */
export function useDrawnAt(project: string, details: ExecutionDetails, fetchedAt: number) {
  const [tick, setTick] = useState(0);
  const isLive = useConnection(project) === 'open';
  const moves = isLive && details.execution.status === 'running' && !isLarge(details);
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => setTick(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [moves]);
  return moves ? Math.max(tick, fetchedAt) : fetchedAt;
}
