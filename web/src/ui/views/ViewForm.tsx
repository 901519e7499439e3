import { useState } from 'react';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { popoverStyles } from '@/ui/Popover';
import { Refusal } from './Refusal';
import s from './views.module.css';

const words = t.listing.views;

interface ViewFormProps {
  name?: string;
  shared?: boolean;
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: (view: { name: string; shared: boolean }) => void;
}

/** A view's name, and whether everybody in the project sees it. */
export function ViewForm(props: ViewFormProps) {
  const mayShare = useMay('editor');
  const [name, setName] = useState(props.name ?? '');
  const [shared, setShared] = useState(props.shared ?? false);
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) props.onSubmit({ name: name.trim(), shared });
      }}
    >
      <label>
        {words.name}
        <Input
          autoFocus
          maxLength={100}
          placeholder={words.nameHint}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {mayShare && (
        <label className={s.share}>
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          {words.share}
        </label>
      )}
      <Refusal error={props.error} />
      <Button type="submit" look="primary" disabled={props.busy || !name.trim()}>
        {props.action}
      </Button>
    </form>
  );
}
