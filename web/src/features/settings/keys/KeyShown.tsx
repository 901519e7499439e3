import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { DialogHead, dialogStyles } from '@/ui/FormDialog';
import type { NewKey } from '../api';
import { Secret, Snippet } from '../shared/Secret';
import { environment, question } from './model';

const words = t.keysPage;

/** A key that was just made: shown now and never again. */
export function KeyShown({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const address = location.origin;
  return (
    <Dialog label={words.shownTitle} onClose={onClose} sticky>
      <DialogHead title={words.shownTitle} onClose={onClose} />
      <div className={dialogStyles.body}>
        <Secret
          text={made.key}
          label={words.keyOf(made.label)}
          copy={words.copyKey}
          warning={words.shownOnce}
        />
        {made.scopes.includes('ingest') && (
          <Snippet
            title={words.environment}
            code={environment(address, made.key)}
            copy={words.copyEnvironment}
          />
        )}
        {made.scopes.includes('read') && (
          <Snippet
            title={words.question}
            code={question(address, made.key)}
            copy={words.copyQuestion}
          />
        )}
      </div>
      <footer className={dialogStyles.actions}>
        <Button look="primary" onClick={onClose}>
          {words.shownDone}
        </Button>
      </footer>
    </Dialog>
  );
}
