import { useQuery } from '@tanstack/react-query';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Empty, Failure } from '@/ui/Notice';
import { eventNamesQuery } from '../api/queries';
import { useDashboardActions } from '../useDashboards';
import { useImport } from '../useImport';
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
    return <SendEvent sendKey={sendKey}>{mayEdit && <Ways isSmall />}</SendEvent>;
  }
  return (
    <Empty title={words.title} text={mayEdit ? words.text(count) : words.viewer}>
      {mayEdit && <Ways />}
    </Empty>
  );
}

function Ways({ isSmall }: { isSmall?: boolean }) {
  const { create, createCopy } = useDashboardActions();
  const pickImport = useImport();

  const empty = { name: t.dashboards.newName, cards: [], settings: { range: '7d' } };
  const isBusy = create.isPending;
  return (
    <>
      <Button small={isSmall} disabled={isBusy} onClick={() => createCopy(empty)}>
        {words.start}
      </Button>
      <Button small={isSmall} disabled={isBusy} onClick={pickImport}>
        {words.import}
      </Button>
    </>
  );
}
