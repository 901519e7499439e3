import s from '../compare.module.css';
import type { SideQuery } from '../queries';
import { Head } from './Head';

interface HeadsProps {
  left: SideQuery;
  right: SideQuery;
}

/** Which two executions are compared. */
export const Heads = ({ left, right }: HeadsProps) => (
  <div className={s.heads}>
    <Head side="left" query={left} other={right.data?.execution} />
    <Head side="right" query={right} other={left.data?.execution} />
  </div>
);
