import { listTime } from '@/lib/format';
import { useNow } from '@/lib/now';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `5 min ago`, `3 h ago`, then the day. */
function ago(instant: string, now: number): string {
  const past = now - Date.parse(instant);
  if (past < MINUTE) return t.ago.now;
  if (past < HOUR) return t.ago.minutes(Math.floor(past / MINUTE));
  if (past < DAY) return t.ago.hours(Math.floor(past / HOUR));
  if (past < 14 * DAY) return t.ago.days(Math.floor(past / DAY));
  return listTime(instant, now);
}

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
