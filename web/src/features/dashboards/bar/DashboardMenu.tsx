import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, Copy, Download, Pencil, Pin, Plus, Trash2, Upload } from 'lucide-react';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { dashboardsQuery } from '../api/queries';
import s from './bar.module.css';

const words = t.dashboards.menu;

/** What the menu leads to; who only looks may switch and export. */
export interface MenuActions {
  onNew: () => void;
  onDuplicate: () => void;
  onRename: () => void;
  onDelete: () => void;
  onKeep: () => void;
  onImport: () => void;
  onExport: () => void;
}

interface DashboardMenuProps {
  id: string;
  name: string;
  mayEdit: boolean;
  actions: MenuActions;
}

/** The dashboard that is shown, the others, and what can be done with it. */
export function DashboardMenu({ id, name, mayEdit, actions }: DashboardMenuProps) {
  return (
    <Popover
      label={words.title}
      width={316}
      triggerClass={`${buttonClass()} ${s.name}`}
      triggerProps={{ title: name }}
      trigger={
        <>
          <b>{name}</b>
          <ChevronDown className="ico" aria-hidden />
        </>
      }
    >
      {(close) => <Items id={id} mayEdit={mayEdit} actions={actions} close={close} />}
    </Popover>
  );
}

type ItemsProps = Omit<DashboardMenuProps, 'name'> & { close: () => void };

function Items({ id, mayEdit, actions, close }: ItemsProps) {
  const list = useQuery(dashboardsQuery(useProject()));
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <>
      <ul className={s.list} aria-label={words.title}>
        {list.data?.items.map((entry) => (
          <li key={entry.id}>
            <Link
              to="/dashboards/{-$dashboardId}"
              params={{ dashboardId: entry.id }}
              search={(old: object) => ({ ...old, filter: undefined, refresh: undefined })}
              className={popoverStyles.item}
              aria-current={entry.id === id ? 'true' : undefined}
              title={entry.description || entry.name}
              onClick={close}
            >
              <span className="clip">{entry.name}</span>
              <span className={s.count}>{words.cards(entry.cardCount)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <hr className={popoverStyles.rule} />
      {mayEdit && (
        <>
          <PopoverItem onClick={then(actions.onNew)}>
            <Plus className="ico" aria-hidden />
            {words.new}
          </PopoverItem>
          <PopoverItem onClick={then(actions.onDuplicate)}>
            <Copy className="ico" aria-hidden />
            {words.duplicate}
          </PopoverItem>
          <PopoverItem onClick={then(actions.onRename)}>
            <Pencil className="ico" aria-hidden />
            {words.rename}
          </PopoverItem>
          <PopoverItem onClick={then(actions.onKeep)}>
            <Pin className="ico" aria-hidden />
            {words.keep}
          </PopoverItem>
          <PopoverItem onClick={then(actions.onImport)}>
            <Upload className="ico" aria-hidden />
            {words.import}
          </PopoverItem>
        </>
      )}
      <PopoverItem onClick={then(actions.onExport)}>
        <Download className="ico" aria-hidden />
        {words.export}
      </PopoverItem>
      {mayEdit && (
        <PopoverItem className="bad" onClick={then(actions.onDelete)}>
          <Trash2 className="ico" aria-hidden />
          {words.delete}
        </PopoverItem>
      )}
    </>
  );
}
