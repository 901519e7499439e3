import { useNavigate } from '@tanstack/react-router';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import s from './form.module.css';
import type { ReviewDraft } from './useReviewDraft';
import type { Saving } from './useSaving';

const words = t.reviewForm;

interface Props {
  form: ReviewDraft;
  saving: Saving;
  onCompare: () => void;
}

/** Somebody else was here meanwhile: nobody's words go without being asked. */
export function NewerNote({ form, saving, onCompare }: Props) {
  const navigate = useNavigate();
  if (saving.exists) {
    const reviewId = saving.exists;
    return (
      <div className={s.strip} role="alert">
        <span>{words.exists.text}</span>
        <Button
          small
          onClick={() => {
            // What is written is kept by the execution, and so is found again over its review.
            form.keepNow();
            navigate({ to: '/reviews/{-$reviewId}', params: { reviewId }, search: { tab: 'all' } });
          }}
        >
          {words.exists.open}
        </Button>
      </div>
    );
  }
  if (form.contested.length === 0) return null;
  return (
    <div className={s.strip} role="alert">
      <span>{words.newer.text}</span>
      <Button small onClick={onCompare}>
        {words.newer.compare}
      </Button>
    </div>
  );
}
