import { Check, TriangleAlert, X } from 'lucide-react';
import { unsay, useSaid } from '@/lib/say';
import { t } from '@/lib/strings';
import { Button } from './Button';
import s from './notice.module.css';

/** What was done last, said aloud to screen readers, too. */
export function SaidNote() {
  const said = useSaid();
  const Icon = said?.tone === 'error' ? TriangleAlert : Check;
  return (
    <div role="status" className={s.saidPlace}>
      {said && (
        <p key={said.id} className={s.said} data-tone={said.tone}>
          <Icon className="ico" aria-hidden />
          <span>{said.text}</span>
          {said.tone === 'error' && (
            <Button look="ghost" icon small aria-label={t.close} onClick={unsay}>
              <X className="ico" aria-hidden />
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
