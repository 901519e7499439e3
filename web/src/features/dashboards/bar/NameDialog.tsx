import { useState } from 'react';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { FormField } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { MOST_NAME } from '../model/draft';

const words = t.dashboards;

interface NameDialogProps {
  title: string;
  action: string;
  name: string;
  description: string;
  isBusy?: boolean;
  onSubmit: (name: string, description: string) => void;
  onClose: () => void;
}

/** What a dashboard is called, and what it is for. */
export function NameDialog(props: NameDialogProps) {
  const [name, setName] = useState(props.name);
  const [description, setDescription] = useState(props.description);
  return (
    <FormDialog
      title={props.title}
      action={props.action}
      busy={props.isBusy}
      onClose={props.onClose}
      onSubmit={() => name.trim() && props.onSubmit(name.trim(), description.trim())}
    >
      <FormField label={words.name}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={MOST_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField label={words.description} note={t.optional}>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
