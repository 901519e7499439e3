import { listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { DialogHead, dialogStyles } from '@/ui/FormDialog';
import type { NewInvitation } from '../api';
import { Secret } from '../shared/Secret';

const words = t.members;

interface Props {
  made: NewInvitation;
  onClose: () => void;
}

/** A link that was just made: shown now and never again. */
export const InvitationShown = ({ made, onClose }: Props) => (
  <Dialog label={words.linkTitle} onClose={onClose} sticky>
    <DialogHead title={words.linkTitle} onClose={onClose} />
    <div className={dialogStyles.body}>
      <p>{words.linkFor(made.email, t.roles[made.role].name)}</p>
      <Secret
        // The server may know itself by another address than the one that people come by.
        text={new URL(made.link, location.origin).href}
        label={words.link}
        copy={words.copyLink}
        warning={words.linkOnce(listTime(made.expiresAt))}
      />
    </div>
    <footer className={dialogStyles.actions}>
      <Button look="primary" onClick={onClose}>
        {words.linkDone}
      </Button>
    </footer>
  </Dialog>
);
