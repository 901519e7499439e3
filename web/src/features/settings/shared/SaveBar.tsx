import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { FormError } from '@/ui/Form';
import { settingsStyles as s } from '../frame/Sheet';

interface SaveBarProps {
  isDirty: boolean;
  isBusy: boolean;
  failure?: string | null;
  onDiscard: () => void;
}

/** At the foot of a form: whether there is something to save. */
export const SaveBar = ({ isDirty, isBusy, failure, onDiscard }: SaveBarProps) => (
  <>
    {isDirty && !failure && <span className={s.unsaved}>{t.settings.unsaved}</span>}
    <FormError>{failure}</FormError>
    <Button disabled={!isDirty || isBusy} onClick={onDiscard}>
      {t.settings.discard}
    </Button>
    <Button type="submit" look="primary" disabled={!isDirty || isBusy}>
      {isBusy ? t.settings.saving : t.settings.save}
    </Button>
  </>
);
