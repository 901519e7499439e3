import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Empty, Failure } from '@/ui/Notice';
import { eventNamesQuery } from '../api/queries';
import { useDashboardActions } from '../useDashboards';
import { useImport } from '../useImport';
import { proposal } from './proposal';
import { SendEvent } from './SendEvent';

const words = t.dashboards.empty;

/** Milliseconds between looks for the first event. */
const LOOK_EVERY = 1_500;

interface StartPageProps {
  /** What stands for a key in commands; null where none is needed. */
  sendKey: string | null;
}

/** A project without dashboards: what the first one can be made from, or how to send the first event. */
export function StartPage({ sendKey }: StartPageProps) {
  const project = useProject();
  const names = useQuery({
    ...eventNamesQuery(project),
    refetchInterval: ({ state }) => (state.data?.items.length ? false : LOOK_EVERY),
  });
  const mayEdit = useMay('editor');
  if (names.error && !names.data) return <Failure error={names.error} onRetry={names.refetch} />;
  if (!names.data) return null;
  const count = names.data.items.length;
  if (count === 0) {
    return <SendEvent sendKey={sendKey}>{mayEdit && <Ways isSmall hasEvents={false} />}</SendEvent>;
  }
  return (
    <Empty title={words.title} text={mayEdit ? words.text(count) : words.viewer}>
      {mayEdit && <Ways hasEvents />}
    </Empty>
  );
}

function Ways({ hasEvents, isSmall }: { hasEvents: boolean; isSmall?: boolean }) {
  const project = useProject();
  const client = useQueryClient();
  const { create, createCopy } = useDashboardActions();
  const pickImport = useImport();
  const [isLooking, setLooking] = useState(false);

  async function propose() {
    setLooking(true);
    try {
      await createCopy(await proposal(client, project));
    } catch (error) {
      say(explain(error), 'error');
    } finally {
      setLooking(false);
    }
  }
  const empty = { name: t.dashboards.newName, cards: [], settings: { range: '7d' } };
  const isBusy = isLooking || create.isPending;
  return (
    <>
      {hasEvents && (
        <Button look="primary" disabled={isBusy} onClick={propose}>
          {isLooking ? words.proposing : words.propose}
        </Button>
      )}
      <Button small={isSmall} disabled={isBusy} onClick={() => createCopy(empty)}>
        {words.start}
      </Button>
      <Button small={isSmall} disabled={isBusy} onClick={pickImport}>
        {words.import}
      </Button>
    </>
  );
}
