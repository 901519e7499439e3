import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { fieldErrors, remainder } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { FormField } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { useCreateProject } from './queries';

const words = t.projectPage;

const isTaken = (error: unknown) => error instanceof ApiError && error.status === 409;

/** Makes a project and goes there: it is empty and says how to send to it. */
export function NewProject({ onClose }: { onClose: () => void }) {
  const create = useCreateProject();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const told = isTaken(create.error) ? words.taken : fieldErrors(create.error).name;
  return (
    <FormDialog
      title={words.createTitle}
      action={words.createIt}
      busy={create.isPending}
      failure={told ? null : remainder(create.error, () => false)}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!name.trim()) return;
        create.mutate(name.trim(), {
          onSuccess: (made) => {
            say(words.made(made.name));
            onClose();
            navigate({
              to: '/overview',
              search: ({ range, from, to }) => ({ range, from, to, project: made.name }),
            });
          },
        });
      }}
    >
      <FormField
        label={words.name}
        hint={words.nameHint}
        error={tried && !name.trim() ? words.nameMissing : told}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            spellCheck={false}
            placeholder={words.nameExample}
            value={name}
            onChange={(event) => {
              if (create.error) create.reset();
              setName(event.target.value);
            }}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
