import { listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Dialog } from '@/ui/Dialog';
import { DialogHead, dialogStyles } from '@/ui/FormDialog';
import type { Dashboard } from '../api/types';
import s from './bar.module.css';

const words = t.dashboards.conflict;

interface ConflictDialogProps {
  theirs: Dashboard;
  onTheirs: () => void;
  onMine: () => void;
  onCopy: () => void;
  onClose: () => void;
}

/** Somebody saved first: nobody's work goes without being asked. */
export function ConflictDialog({ theirs, onTheirs, onMine, onCopy, onClose }: ConflictDialogProps) {
  const who = theirs.updatedBy ?? words.somebody;
  const choices = [
    { title: words.theirs, text: words.theirsText, act: onTheirs },
    { title: words.mine, text: words.mineText, act: onMine },
    { title: words.copy, text: words.copyText, act: onCopy },
  ];
  return (
    <Dialog label={words.title} onClose={onClose} sticky>
      <div className={dialogStyles.form}>
        <DialogHead title={words.title} onClose={onClose} />
        <div className={dialogStyles.body}>
          <p>{words.text(who, listTime(theirs.updatedAt))}</p>
          <div className={s.choices}>
            {choices.map(({ title, text, act }) => (
              <button key={title} type="button" className={s.choice} onClick={act}>
                <b>{title}</b>
                <span>{text}</span>
              </button>
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  );
}
