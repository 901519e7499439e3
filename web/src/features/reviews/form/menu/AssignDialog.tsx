import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '@/api/members';
import type { Review } from '@/api/reviews';
import { fieldErrors, remainder } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { FormField } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { Suggest } from '../parts/Suggest';
import s from './menu.module.css';
import { useReviewActions } from './useReviewActions';

const words = t.reviewForm.assign;

/** Gives a review to somebody: chosen by those who may see who is of the project, typed by others. */
export function AssignDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const [email, setEmail] = useState(review.assignee ?? '');
  const [isMissing, setIsMissing] = useState(false);
  const actions = useReviewActions(review);
  const members = useQuery({ ...membersQuery(useProject()), enabled: useMay('admin') });
  const told = fieldErrors(actions.error).assignee ?? null;
  const fitting = (members.data?.items ?? [])
    .filter((member) => email === review.assignee || member.email.includes(email.trim()))
    // A viewer could not work at it.
    .filter(({ role }) => role !== 'viewer')
    .map((member) => ({ value: member.email, label: member.email }));
  return (
    <FormDialog
      title={words.title}
      action={words.action}
      busy={actions.isActing}
      failure={remainder(actions.error, (field) => field === 'assignee')}
      onSubmit={() => {
        setIsMissing(email.trim() === '');
        if (email.trim()) actions.assign(email.trim(), onClose);
      }}
      onClose={onClose}
    >
      <FormField
        label={words.who}
        hint={words.hint}
        error={isMissing && !email.trim() ? words.missing : told}
      >
        {(control) => (
          <Suggest
            {...control}
            className={s.input}
            opensOnClick
            inputMode="email"
            listLabel={words.who}
            suggestions={fitting}
            value={email}
            onChange={setEmail}
            onChoose={setEmail}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
