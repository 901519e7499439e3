import { Bookmark } from 'lucide-react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Popover, popoverStyles } from '@/ui/Popover';
import { type Current, viewText } from '../model/views';
import { useListSearch } from '../search';
import { useViewActions } from './queries';
import { Refusal } from './Refusal';
import { ViewForm } from './ViewForm';
import s from './views.module.css';

const words = t.listing.views;

/** Keeps the filters under a name, or writes them over those of the view they came from. */
export function SaveView({ current }: { current: Current }) {
  return (
    <Popover
      label={words.save}
      width={272}
      triggerClass={cx(buttonClass({ look: 'ghost', small: true }), s.save)}
      triggerProps={{
        disabled: !current.isChanged,
        'aria-label': words.save,
        title: current.isChanged ? undefined : words.nothingToSave,
      }}
      trigger={
        <>
          <Bookmark className="ico" aria-hidden />
          <span className="wide">{words.save}</span>
        </>
      }
    >
      {(close) => <SaveForms current={current} onDone={close} />}
    </Popover>
  );
}

function SaveForms({ current: { saved }, onDone }: { current: Current; onDone: () => void }) {
  const { search, change: changeSearch } = useListSearch();
  const { create, change } = useViewActions();
  const query = viewText(search);
  return (
    <>
      {saved && (
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
      {saved && <hr className={popoverStyles.rule} />}
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
                changeSearch({ view: id });
              },
            },
          )
        }
      />
    </>
  );
}
