import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, Search } from 'lucide-react';
import { refresh } from '@/api/refresh';
import { cx } from '@/lib/cx';
import { setLive, useLive } from '@/lib/live';
import { useConnection } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { MOD } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import type { TimeRange } from '@/lib/time-range';
import { Button, buttonClass } from '@/ui/Button';
import controls from '@/ui/controls.module.css';
import { Kbd } from '@/ui/Kbd';
import { openPalette } from '../palette/open';
import { RangePicker } from './RangePicker';
import s from './shell.module.css';

/** What stands at the right of every list's bar. */
export function BarTools({ usualRange }: { usualRange?: TimeRange }) {
  const live = useLive();
  const isLost = useConnection(useProject()) === 'lost';
  return (
    <>
      <JumpField />
      <RangePicker usual={usualRange} />
      <button
        type="button"
        className={cx(buttonClass(), controls.live)}
        aria-pressed={live}
        data-lost={isLost || undefined}
        aria-label={isLost ? `${t.live}: ${t.connection.lostShort}` : undefined}
        title={isLost ? t.connection.lost : t.connection.hint}
        onClick={() => setLive(!live)}
      >
        {t.live}
      </button>
      <RefreshButton />
    </>
  );
}

/** Opens the palette; on any page. */
export const JumpField = () => (
  <button type="button" className={cx(controls.field, s.jump, 'wide')} onClick={openPalette}>
    <Search className="ico" aria-hidden />
    {t.palette.field}
    <span className="grow" />
    <Kbd>{`${MOD}K`}</Kbd>
  </button>
);

function RefreshButton() {
  const client = useQueryClient();
  const busy = useIsFetching({ predicate: ({ state }) => state.data === undefined }) > 0;
  return (
    <Button
      icon
      className="wide"
      aria-label={t.refresh}
      title={`${t.refresh} (r)`}
      disabled={busy}
      onClick={() => refresh(client)}
    >
      <RefreshCw className="ico" aria-hidden />
    </Button>
  );
}
