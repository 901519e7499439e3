import { ChevronDown, Link2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SavedView } from '@/api/views';
import { copyText } from '@/lib/clipboard';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { useViewActions } from './queries';
import { Refusal } from './Refusal';
import { ViewForm } from './ViewForm';
import s from './views.module.css';

const words = t.listing.views;

interface ViewMenuProps {
  page: string;
  view: SavedView;
  onDeleted: () => void;
}

/** What can be done with the view that is shown. */
export const ViewMenu = ({ page, view, onDeleted }: ViewMenuProps) => (
  <Popover
    label={words.menu(view.name)}
    width={272}
    triggerClass={s.menu}
    triggerProps={{ 'aria-label': words.menu(view.name) }}
    trigger={<ChevronDown className="ico" aria-hidden />}
  >
    {(close) => <Items page={page} view={view} onDeleted={onDeleted} onDone={close} />}
  </Popover>
);

function Items({ page, view, onDeleted, onDone }: ViewMenuProps & { onDone: () => void }) {
  const { change, remove } = useViewActions(page);
  const mayShare = useMay('editor');
  const canChange = mayShare || !view.shared;
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {view.shared && view.owner && <p className={popoverStyles.head}>{words.of(view.owner)}</p>}
      {canChange && (
        <>
          <ViewForm
            name={view.name}
            shared={view.shared}
            action={words.rename}
            busy={change.isPending}
            error={change.error}
            onSubmit={(part) => change.mutate({ id: view.id, ...part }, { onSuccess: onDone })}
          />
          <hr className={popoverStyles.rule} />
        </>
      )}
      <PopoverItem
        onClick={async () => {
          await copyText(location.href);
          onDone();
        }}
      >
        <Link2 className="ico" aria-hidden />
        {words.copyLink}
      </PopoverItem>
      {canChange && (
        <PopoverItem
          className="bad"
          disabled={remove.isPending}
          onClick={() => {
            if (!isAsking) return setAsking(true);
            remove.mutate(view.id, {
              onSuccess: () => {
                onDone();
                onDeleted();
              },
            });
          }}
        >
          <Trash2 className="ico" aria-hidden />
          {isAsking ? words.deleteSure(view.shared) : words.delete}
        </PopoverItem>
      )}
      <Refusal error={remove.error} />
    </>
  );
}
