import type { ExecutionDetails } from '@/api/types';
import { t } from '@/lib/strings';
import { Tabs } from '@/ui/Tabs';
import { Figures } from './Figures';
import { useCompareSearch, VIEWS } from './search';
import { StructurePane } from './structure/StructurePane';
import { TextPane } from './TextPane';

const words = t.compare;
const TABS = VIEWS.map((id) => ({ id, label: words.view[id] }));

export interface Sides {
  left: ExecutionDetails;
  right: ExecutionDetails;
}

/** Figures, and one of: structure, output, input. */
export function Comparison({ left, right }: Sides) {
  const { search, change } = useCompareSearch();
  const view = search.view ?? 'structure';
  return (
    <>
      <Figures left={left.execution} right={right.execution} />
      <Tabs
        label={words.views}
        tabs={TABS}
        value={view}
        onChange={(next) => change({ view: next === 'structure' ? undefined : next })}
      />
      {view === 'structure' ? (
        <StructurePane left={left} right={right} />
      ) : (
        <TextPane key={view} left={left} right={right} which={view} />
      )}
    </>
  );
}
