import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { t } from '@/lib/strings';
import { Dialog } from '@/ui/Dialog';
import { DialogHead } from '@/ui/FormDialog';
import { Failure } from '@/ui/Notice';
import { useReviewSearch } from '../search';
import { Examples } from './Examples';
import s from './export.module.css';
import { Filters } from './Filters';
import { draftOf, type ExportDraft } from './model';
import { previewQuery } from './queries';
import { Summary, SummarySkeleton } from './Summary';
import { Take } from './Take';

const words = t.reviewExport;

interface ExportDialogProps {
  project: string;
  onClose: () => void;
}

/** Examples for training, to be looked at and taken along. */
export function ExportDialog({ project, onClose }: ExportDialogProps) {
  const { search } = useReviewSearch();
  const [draft, setDraft] = useState<ExportDraft>(() => draftOf(search));
  // What was typed is asked for once it has stayed the same for a moment.
  const [asked, setAsked] = useState(draft);
  useSettled(draft, 300, setAsked);
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(
    previewQuery(project, asked),
  );
  const isStale = isPlaceholderData || asked !== draft;
  return (
    <Dialog wide label={words.title} onClose={onClose}>
      <DialogHead title={words.title} onClose={onClose} />
      <div className={s.columns}>
        <div className={s.left}>
          <Filters draft={draft} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} />
          {isPending && <SummarySkeleton />}
          {data && !error && <Summary preview={data} isStale={isStale} />}
        </div>
        <div className={s.right} aria-busy={isStale}>
          {error ? (
            <Failure error={error} onRetry={() => refetch()} />
          ) : (
            data && <Examples key={data.training_examples[0]?.metadata.review_id} preview={data} />
          )}
        </div>
      </div>
      <Take project={project} draft={draft} hasAny={!error && data?.examples !== 0} />
    </Dialog>
  );
}
