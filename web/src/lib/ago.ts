import { listTime } from './format';
import { t } from './strings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `5 min ago`, `3 h ago`, then the day. */
export function ago(instant: string, now: number): string {
  const past = now - Date.parse(instant);
  if (past < MINUTE) return t.ago.now;
  if (past < HOUR) return t.ago.minutes(Math.floor(past / MINUTE));
  if (past < DAY) return t.ago.hours(Math.floor(past / HOUR));
  if (past < 14 * DAY) return t.ago.days(Math.floor(past / DAY));
  return listTime(instant, now);
}
