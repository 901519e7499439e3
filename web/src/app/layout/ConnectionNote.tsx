import { PlugZap, Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '@/lib/cx';
import { retryConnection, useConnection, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import s from './shell.module.css';

/** Milliseconds before a loss is told: a server that starts anew is back at once. */
const PATIENCE = 1_000;
/** How long it stands that the connection is back. */
const RELIEF = 2_500;

const words = t.connection;
const nothing = () => {};

/** Keeps the connection while any page is open, and says when it is lost and when it is back. */
export function ConnectionNote() {
  const project = useProject();
  useLiveExecutions(project, nothing);
  const note = useNote(useConnection(project));
  return (
    <div role="status" className={cx(note && s.connection)}>
      {note === 'lost' && (
        <>
          <Unplug className="ico bad" aria-hidden />
          <span>
            <b>{words.lost}</b>
            <small>{words.lostHint}</small>
          </span>
          <Button small onClick={() => retryConnection(project)}>
            {words.retry}
          </Button>
        </>
      )}
      {note === 'back' && (
        <>
          <PlugZap className={cx('ico', s.well)} aria-hidden />
          <b>{words.back}</b>
        </>
      )}
    </div>
  );
}

function useNote(connection: ReturnType<typeof useConnection>) {
  const [note, setNote] = useState<'lost' | 'back' | null>(null);
  useEffect(() => {
    if (connection === 'lost') {
      const timer = setTimeout(() => setNote('lost'), PATIENCE);
      return () => clearTimeout(timer);
    }
    setNote((old) => (old === 'lost' && connection === 'open' ? 'back' : null));
    return undefined;
  }, [connection]);
  useEffect(() => {
    if (note !== 'back') return undefined;
    const timer = setTimeout(() => setNote(null), RELIEF);
    return () => clearTimeout(timer);
  }, [note]);
  return note;
}
