import { Bookmark } from 'lucide-react';
import type { SavedView } from '@/api/views';
import { cx } from '@/lib/cx';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Popover, popoverStyles } from '@/ui/Popover';
import { useViewActions } from './queries';
import { Refusal } from './Refusal';
import { ViewForm } from './ViewForm';
import s from './views.module.css';

const words = t.listing.views;

interface SaveViewProps {
  /** The page that the view is of. */
  page: string;
  /** The view that the filters came from. */
  saved: SavedView | undefined;
  /** Whether there is something to save. */
  isChanged: boolean;
  /** What is kept: parameters of an address. */
  query: string;
  /** Called with the new view's id. */
  onSaved: (id: string) => void;
}

/** Keeps the filters under a name, or writes them over those of the view they came from. */
export function SaveView(props: SaveViewProps) {
  return (
    <Popover
      label={words.save}
      width={272}
      triggerClass={cx(buttonClass({ look: 'ghost', small: true }), s.save)}
      triggerProps={{
        disabled: !props.isChanged,
        'aria-label': words.save,
        title: props.isChanged ? undefined : words.nothingToSave,
      }}
      trigger={
        <>
          <Bookmark className="ico" aria-hidden />
          <span className="wide">{words.save}</span>
        </>
      }
    >
      {(close) => <SaveForms {...props} onDone={close} />}
    </Popover>
  );
}

type SaveFormsProps = Omit<SaveViewProps, 'isChanged'> & { onDone: () => void };

function SaveForms({ page, saved, query, onSaved, onDone }: SaveFormsProps) {
  const { create, change } = useViewActions(page);
  const mayShare = useMay('editor');
  const canChange = saved && (mayShare || !saved.shared);
  return (
    <>
      {canChange && (
        <div className={popoverStyles.form}>
          <Button
            look="primary"
            className={s.whole}
            disabled={change.isPending}
            onClick={() => change.mutate({ id: saved.id, query }, { onSuccess: onDone })}
          >
            {words.saveChanges(saved.name)}
          </Button>
          <Refusal error={change.error} />
        </div>
      )}
      {canChange && <hr className={popoverStyles.rule} />}
      <p className={popoverStyles.head}>{words.saveNew}</p>
      <ViewForm
        action={words.saveAction}
        busy={create.isPending}
        error={create.error}
        onSubmit={(view) =>
          create.mutate(
            { ...view, query },
            {
              onSuccess: ({ id }) => {
                onDone();
                onSaved(id);
              },
            },
          )
        }
      />
    </>
  );
}
