import { useState } from 'react';
import type { Role } from '@/api/types';
import { fieldErrors, remainder } from '@/lib/problem';
import { ROLES } from '@/lib/role';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { Check, FormField, formStyles } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { InvitationShown } from './InvitationShown';
import { useInvite } from './queries';

const words = t.members;
const looksLikeEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text.trim());

/** Asks for an address and a role, then shows the link, once. */
export function InviteDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const invite = useInvite(project);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [tried, setTried] = useState(false);
  if (invite.data) return <InvitationShown made={invite.data} onClose={onClose} />;
  const told = fieldErrors(invite.error);
  const isWrong = tried && !looksLikeEmail(email);
  return (
    <FormDialog
      title={words.inviteTitle(project)}
      action={words.makeLink}
      busy={invite.isPending}
      failure={remainder(invite.error, (field) => field === 'email')}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (looksLikeEmail(email)) invite.mutate({ email: email.trim(), role });
      }}
    >
      <FormField
        label={words.email}
        hint={words.emailHint}
        error={isWrong ? words.noEmail : told.email}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            type="email"
            value={email}
            onChange={(event) => {
              if (invite.error) invite.reset();
              setEmail(event.target.value);
            }}
          />
        )}
      </FormField>
      <fieldset>
        <legend className={formStyles.label}>{words.role}</legend>
        {ROLES.map((each) => (
          <Check
            key={each}
            radio="role"
            label={t.roles[each].name}
            hint={t.roles[each].text}
            checked={role === each}
            onChange={() => setRole(each)}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
