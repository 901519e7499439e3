import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { pageStyles } from '@/ui/Page';
import { Tag } from '@/ui/Tag';
import type { Sides } from '../Comparison';
import { countChanges, nextDifference, shownRows } from '../model/rows';
import { diffTrees } from '../model/tree-diff';
import { useCompareSearch } from '../search';
import { DiffList } from './DiffList';

const words = t.compare;

/** Both trees as one, side by side. */
export function StructurePane({ left, right }: Sides) {
  const { search, change } = useCompareSearch();
  const navigate = useNavigate();
  const isOnly = search.only !== undefined;
  const rows = useMemo(() => diffTrees(left.traces, right.traces), [left.traces, right.traces]);
  const counts = useMemo(() => countChanges(rows), [rows]);
  const shown = useMemo(() => shownRows(rows, isOnly), [rows, isOnly]);
  const [cursor, setCursor] = useState(-1);
  const current = Math.min(cursor, shown.length - 1);
  const hop = (step: 1 | -1) => setCursor(nextDifference(shown, current, step));
  const toggle = () => {
    setCursor(-1);
    change({ only: isOnly ? undefined : 'differences' });
  };
  const open = (at: number) => {
    const row = shown[at]?.row;
    if (!row) return;
    const [side, node] = row.right ? [right, row.right] : [left, row.left];
    navigate({
      to: '/executions/$executionId',
      params: { executionId: side.execution.executionId },
      search: { tab: 'trace', span: node?.spanId },
    });
  };
  useShortcuts({ d: toggle, n: () => hop(1), N: () => hop(-1) });
  const isSame = counts.added + counts.removed + counts.changed === 0;
  return (
    <>
      <div className={pageStyles.tools}>
        <Button look="ghost" aria-pressed={isOnly} onClick={toggle}>
          {words.onlyDifferences}
        </Button>
        <Button look="ghost" icon aria-label={words.previous} onClick={() => hop(-1)}>
          <ChevronUp className="ico" aria-hidden />
        </Button>
        <Button look="ghost" icon aria-label={words.next} onClick={() => hop(1)}>
          <ChevronDown className="ico" aria-hidden />
        </Button>
        {counts.changed > 0 && <Tag tone="warn">{words.counts.changed(counts.changed)}</Tag>}
        {counts.added > 0 && <Tag tone="ok">{words.counts.added(counts.added)}</Tag>}
        {counts.removed > 0 && <Tag tone="error">{words.counts.removed(counts.removed)}</Tag>}
        {isSame && <span className="faint">{words.counts.none}</span>}
      </div>
      <DiffList
        rows={shown}
        sides={{ left, right }}
        cursor={current}
        onMove={setCursor}
        onOpen={open}
        onUnfold={toggle}
      />
    </>
  );
}
