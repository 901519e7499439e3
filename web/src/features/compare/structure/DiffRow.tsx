import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { ExecutionDetails, Node } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration, short } from '@/lib/format';
import { look } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { StatusTag, TypeTag } from '@/ui/Tag';
import type { Sides } from '../Comparison';
import s from '../diff.module.css';
import { delta, tokensOf } from '../model/differences';
import type { ShownRow } from '../model/rows';
import type { DiffRow as Row } from '../model/tree-diff';

const words = t.compare;
/** Deeper rows stop moving to the right, so that their names keep room. */
const DEEPEST = 8;
const MARKS = { same: '', changed: '~', added: '+', removed: '−' };

interface DiffRowProps {
  id: string;
  index: number;
  shown: ShownRow;
  sides: Sides;
  /** Milliseconds of the longest span on either side. */
  longest: number;
  top: number;
  isSelected: boolean;
  onSelect: (row: number) => void;
  onUnfold: () => void;
}

/** One span on both sides, or on one; or a fold of those that are the same. */
export const DiffRow = memo(function DiffRow({ shown, sides, ...props }: DiffRowProps) {
  const { row, folded } = shown;
  const place = { transform: `translateY(${props.top}px)` };
  if (folded > 0)
    return (
      <div id={props.id} role="row" className={s.fold} style={place}>
        <span role="gridcell">
          <button type="button" className="link" tabIndex={-1} onClick={props.onUnfold}>
            {words.folded(folded)}
          </button>
        </span>
      </div>
    );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keyboard
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.isSelected}
      className={cx(s.row, s[row.change])}
      style={place}
      onClick={() => props.onSelect(props.index)}
    >
      <Cell node={row.left} row={row} of={sides.left} longest={props.longest} />
      <span role="gridcell" className={s.delta}>
        <span className="hidden">{words.kind[row.change]}</span>
        <i aria-hidden>{MARKS[row.change]}</i>
        <Differences row={row} />
      </span>
      <Cell node={row.right} row={row} of={sides.right} longest={props.longest} />
    </div>
  );
});

interface CellProps {
  node: Node | null;
  row: Row;
  of: ExecutionDetails;
  longest: number;
}

function Cell({ node, row, of, longest }: CellProps) {
  if (!node) return <span role="gridcell" className={cx(s.cell, s.none)} />;
  return (
    <span role="gridcell" className={s.cell} data-family={look(node.type).family}>
      <i className={s.guides} style={{ width: `calc(${Math.min(row.depth, DEEPEST)} * 16px)` }} />
      <TypeTag type={node.type} />
      <Link
        to="/executions/$executionId"
        params={{ executionId: of.execution.executionId }}
        search={{ tab: 'trace', span: node.spanId }}
        tabIndex={-1}
        className={cx('clip', s.name, row.differs.includes('name') && s.differs)}
      >
        {node.name}
      </Link>
      {row.differs.includes('model') && (
        <span className={cx('clip', s.model, s.differs)}>{node.model ?? '–'}</span>
      )}
      {(row.differs.includes('status') || node.status === 'error') && (
        <StatusTag status={node.status} />
      )}
      <span className="grow" />
      <i className={s.bar}>
        <i style={{ width: `${((node.durationMs ?? 0) / longest) * 100}%` }} />
      </i>
      <span className={cx('num', s.time)}>{duration(node.durationMs)}</span>
    </span>
  );
}

const sign = (value: number, text: string) => `${value > 0 ? '+' : '−'}${text}`;

/** What the right one took more, where that is worth a word. */
function Differences({ row: { left, right, differs } }: { row: Row }) {
  if (!left || !right) return null;
  const time = differs.includes('duration') && delta(left.durationMs, right.durationMs);
  const tokens = differs.includes('tokens') && delta(tokensOf(left), tokensOf(right));
  return (
    <>
      {time && (
        <span className={time.by > 0 ? s.worse : s.better}>
          {sign(time.by, duration(Math.abs(time.by)))}
        </span>
      )}
      {tokens && (
        <span className={tokens.by > 0 ? s.worse : s.better}>
          {words.tokens(sign(tokens.by, short(Math.abs(tokens.by))))}
        </span>
      )}
    </>
  );
}
