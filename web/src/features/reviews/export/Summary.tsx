import { TriangleAlert } from 'lucide-react';
import type { TrainingPreview } from '@/api/reviews';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from './export.module.css';

const words = t.reviewExport;

/** How many examples there are, how many were corrected, and what is left out, and why. */
export function Summary({ preview, isStale }: { preview: TrainingPreview; isStale: boolean }) {
  const { total, examples, corrected, complete } = preview;
  const skipped = Object.entries(preview.skipped).sort((a, b) => b[1] - a[1]);
  return (
    <section className={s.summary} aria-label={words.summary} aria-busy={isStale} role="status">
      <p>
        <b className="num">{count(examples)}</b> {words.examples(examples)}
        <span className="dim"> {words.ofReviews(total)}</span>
      </p>
      <p className="dim">{words.corrected(corrected)}</p>
      {!complete && (
        <p className={s.caveat}>
          <TriangleAlert className="ico" aria-hidden />
          {words.incomplete}
        </p>
      )}
      {skipped.length > 0 && (
        <>
          <h3>{words.skippedTitle}</h3>
          <ul>
            {skipped.map(([reason, many]) => (
              <li key={reason}>
                <span className="num">{count(many)}</span>
                {Object.hasOwn(words.reasons, reason) ? words.reasons[reason] : reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export const SummarySkeleton = () => (
  <div className={s.summary} role="status" aria-busy aria-label={t.loading}>
    <Bone width="50%" />
    <Bone width="70%" />
  </div>
);
