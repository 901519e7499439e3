import { duration } from '@/lib/format';
import { useNow } from '@/lib/now';

/** The time since an instant, going on while it is watched. */
export const Elapsed = ({ since, className }: { since: string; className?: string }) => (
  <span className={className}>{duration(Math.max(0, useNow() - Date.parse(since)))}</span>
);
