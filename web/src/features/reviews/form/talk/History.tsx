import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useMemo } from 'react';
import { historyQuery, type Review, type ReviewHistoryEntry } from '@/api/reviews';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { diffWords, likeness } from '@/lib/word-diff';
import { fieldName, fieldText } from '../model/field-text';
import { Entries } from './Entries';
import { Fold } from './Fold';
import s from './talk.module.css';
import { Who } from './Who';

const words = t.reviewForm;
/** Fields of whole sentences, whose difference is shown by word. */
const TEXTS = ['comment', 'correctedOutput', 'resolutionNotes'];
/** With less in common, both read better one after the other. */
const LEAST_ALIKE = 0.35;

/** Who changed what of a review, and when. */
export const History = ({ review }: { review: Review }) => (
  <Fold title={words.history}>{() => <HistoryList reviewId={review.reviewId} />}</Fold>
);

function HistoryList({ reviewId }: { reviewId: string }) {
  const query = useInfiniteQuery(historyQuery(useProject(), reviewId));
  return (
    <Entries label={words.history} query={query} none={words.noHistory}>
      {({ changedBy, changedAt, changes }: ReviewHistoryEntry) => (
        <article className={s.change}>
          <header>
            <Who name={changedBy} at={changedAt} />
          </header>
          <dl>
            {changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{fieldName(field)}</dt>
                <dd dir="auto">
                  <Change field={field} before={before} after={after} />
                </dd>
              </div>
            ))}
          </dl>
        </article>
      )}
    </Entries>
  );
}

interface ChangeProps {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** What it was and what it became; of long texts and of tags only what differs. */
function Change({ field, before, after }: ChangeProps) {
  const [was, is] = [fieldText(field, before), fieldText(field, after)];
  const isText = was !== null && is !== null && TEXTS.includes(field);
  const segments = useMemo(() => (isText ? diffWords(was, is) : []), [isText, was, is]);
  if (isText && likeness(segments) > LEAST_ALIKE)
    return segments.map(({ kind, text }, index) => {
      const Mark = { same: 'span', removed: 'del', added: 'ins' }[kind] as 'span';
      // biome-ignore lint/suspicious/noArrayIndexKey: segments of one text never move
      return <Mark key={index}>{text}</Mark>;
    });
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((tag) => !after.includes(tag)).map(String);
    const come = after.filter((tag) => !before.includes(tag)).map(String);
    return (
      <span className={s.tags}>
        {gone.map((tag) => (
          <del key={tag}>{tag}</del>
        ))}
        {come.map((tag) => (
          <ins key={tag}>{tag}</ins>
        ))}
      </span>
    );
  }
  return (
    <>
      {was !== null && <del>{was}</del>}
      {was !== null && is !== null && <ArrowRight className="ico" aria-hidden />}
      {is !== null && <ins>{is}</ins>}
    </>
  );
}
