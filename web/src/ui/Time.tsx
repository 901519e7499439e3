import type { ReactNode } from 'react';
import { hoverTime } from '@/lib/format';

interface TimeProps {
  at: string;
  className?: string;
  /** As the page writes it. */
  children: ReactNode;
}

/** An instant; in full on hover, in the zone of who looks and in UTC. */
export const Time = ({ at, className, children }: TimeProps) => (
  <time dateTime={at} title={hoverTime(at)} className={className}>
    {children}
  </time>
);
