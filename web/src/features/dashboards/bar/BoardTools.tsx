import { ListFilter, Maximize, Plus, Share } from 'lucide-react';
import type { ReactNode } from 'react';
import { copyText } from '@/lib/clipboard';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import type { BoardAddress } from '../search';
import type { Draft } from '../useDraft';
import s from './bar.module.css';
import { RefreshMenu } from './RefreshMenu';

const words = t.dashboards;

interface BoardToolsProps {
  draft: Draft;
  address: BoardAddress;
  mayEdit: boolean;
  /** The portal's choice of time. */
  range: ReactNode;
  isFiltering: boolean;
  onFilter: () => void;
  onWall: () => void;
  onAdd: () => void;
}

/** What stands at the right of a dashboard's bar. */
export const BoardTools = ({
  draft,
  address,
  mayEdit,
  range,
  isFiltering,
  onFilter,
  onWall,
  onAdd,
}: BoardToolsProps) => (
  <>
    {draft.isDirty && mayEdit && (
      <>
        <Button look="ghost" className="wide" onClick={draft.discard}>
          {words.discard}
        </Button>
        <Button look="primary" disabled={draft.isSaving} onClick={() => draft.save()}>
          {words.save}
        </Button>
      </>
    )}
    <RefreshMenu value={address.view.refreshSeconds} onChange={address.setRefresh} />
    {range}
    <Button
      icon
      className="wide"
      aria-label={words.filters}
      title={words.filters}
      aria-pressed={isFiltering}
      onClick={onFilter}
    >
      <ListFilter className="ico" aria-hidden />
    </Button>
    <Button
      icon
      className="wide"
      aria-label={words.wall.enter}
      title={`${words.wall.enter} (f)`}
      onClick={onWall}
    >
      <Maximize className="ico" aria-hidden />
    </Button>
    <Button className={s.share} title={words.shareHint} aria-label={words.share} onClick={share}>
      <Share className="ico" aria-hidden />
      <span className={s.roomy}>{words.share}</span>
    </Button>
    {mayEdit && (
      <Button
        className={s.add}
        aria-label={words.addCardLabel}
        title={`${words.addCardLabel} (n)`}
        onClick={onAdd}
      >
        <Plus className="ico" aria-hidden />
        <span>{words.addCard}</span>
      </Button>
    )}
  </>
);

async function share() {
  const isDone = await copyText(location.href);
  say(isDone ? words.copied : words.copyFailed, isDone ? 'ok' : 'error');
}
