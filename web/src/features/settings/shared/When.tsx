import { ago } from '@/lib/ago';
import { listTime } from '@/lib/format';
import { useNow } from '@/lib/now';
import { Time } from '@/ui/Time';

interface Props {
  at: string | null | undefined;
  /** What stands where there is none. */
  none?: string;
}

/** A time as the clock tells it. */
export function When({ at, none = '–' }: Props) {
  if (!at) return <span className="faint">{none}</span>;
  return (
    <Time at={at} className="num">
      {listTime(at)}
    </Time>
  );
}

/** How long ago it was. */
export function Ago({ at, none = '–' }: Props) {
  const now = useNow();
  if (!at) return <span className="faint">{none}</span>;
  return (
    <Time at={at} className="num">
      {ago(at, now)}
    </Time>
  );
}
