import { useNow } from '@/lib/now';
import { t } from '@/lib/strings';
import type { Job } from './queries';

const { jobs: words } = t.upkeep;

/** How long until a job runs again. */
export function NextRun({ job }: { job: Job }) {
  const now = useNow();
  if (job.last_status === 'RUNNING') return <span className="faint">–</span>;
  const seconds = Math.round((Date.parse(job.next_run) - now) / 1_000);
  if (seconds <= 1) return words.due;
  const text = seconds < 90 ? words.inSeconds(seconds) : words.inMinutes(Math.round(seconds / 60));
  return (
    <time dateTime={job.next_run} title={job.next_run} className="num">
      {text}
    </time>
  );
}
