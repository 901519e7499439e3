import { ChevronRight, Gauge } from 'lucide-react';
import { memo } from 'react';
import type { Node } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration as durationText } from '@/lib/format';
import { look } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { Tag, TypeTag } from '@/ui/Tag';
import { bar } from '../model/coordinates';
import { errorLabel, modelLabel, shownTokens, subtypeLabel, tokensLabel } from '../model/labels';
import s from './row.module.css';

/** Deeper rows stop moving to the right, so that their names keep room; their depth is written instead. */
const DEEPEST_INDENT = 8;

export interface TraceRowProps {
  id: string;
  index: number;
  node: Node;
  depth: number;
  top: number;
  branch: 'open' | 'closed' | 'leaf';
  /** Spans below it. */
  below: number;
  /** Of these, failed ones. */
  failing: number;
  /** Of all calls in its subtree. */
  tokensBelow: number;
  start: number;
  duration: number;
  from: number;
  to: number;
  /** The part on the critical path; NaN where there is none. */
  criticalFrom: number;
  criticalTo: number;
  isSelected: boolean;
  isMatch: boolean;
  isDim: boolean;
  isScored: boolean;
}

/** One span: its place in the tree, and its bar on the time axis. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps) {
  const { node, depth, branch, isSelected } = props;
  const { family } = look(node.type);
  const subtype = subtypeLabel(node);
  const time = durationText(node.durationMs ?? props.duration);
  return (
    <div
      id={props.id}
      role="treeitem"
      data-index={props.index}
      data-family={family}
      aria-level={depth + 1}
      aria-expanded={branch === 'leaf' ? undefined : branch === 'open'}
      aria-selected={isSelected}
      className={cx(s.row, props.isMatch && s.match, props.isDim && s.dim)}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div className={s.name}>
        {depth > 0 && (
          <i
            className={s.guides}
            style={{ width: `calc(${Math.min(depth, DEEPEST_INDENT)} * var(--indent))` }}
          />
        )}
        <span className={s.twist} data-twist={branch}>
          {branch !== 'leaf' && <ChevronRight aria-hidden />}
        </span>
        {depth > DEEPEST_INDENT && <span className={s.depth}>{t.execution.depth(depth)}</span>}
        <TypeTag type={node.type} />
        <span className={s.title}>{node.name}</span>
        {subtype && <span className={s.subtype}>{subtype}</span>}
        <Extra
          node={node}
          tokens={shownTokens(node, depth, props.tokensBelow)}
          hidden={branch === 'closed' ? props.below : 0}
          failing={branch === 'closed' ? props.failing : 0}
          isScored={props.isScored}
        />
      </div>
      <Track {...props} time={time} />
    </div>
  );
});

interface ExtraProps {
  node: Node;
  tokens: number;
  hidden: number;
  failing: number;
  isScored: boolean;
}

/** What is at the right of the name: what is folded away, tokens, or what went wrong. */
function Extra({ node, tokens, hidden, failing, isScored }: ExtraProps) {
  const model = modelLabel(node);
  return (
    <span className={s.extra}>
      {hidden > 0 && (
        <span
          className={failing > 0 ? 'bad' : undefined}
          title={failing > 0 ? t.trace.errorsBelow(failing) : undefined}
        >
          {t.execution.hiddenBelow(hidden)}
        </span>
      )}
      {isScored && <Gauge className={s.scored} role="img" aria-label={t.scores.hasSome} />}
      {model && <span className={s.model}>{model}</span>}
      {node.orphan && (
        <span title={t.execution.orphanHint}>
          <Tag tone="warn">{t.execution.orphan}</Tag>
        </span>
      )}
      {node.status !== 'success' && <span className="hidden">{t.status[node.status]}</span>}
      {node.status === 'error' ? <Tag tone="error">{errorLabel(node)}</Tag> : tokensLabel(tokens)}
    </span>
  );
}

function Track(props: TraceRowProps & { time: string }) {
  const view = { from: props.from, to: props.to };
  const place = bar(props.start, props.duration, view);
  if (!place) {
    const isBefore = props.start < props.from;
    return <div className={cx(s.track, isBefore ? s.before : s.after)}>{isBefore ? '‹' : '›'}</div>;
  }
  const { status } = props.node;
  const critical = Number.isNaN(props.criticalFrom)
    ? null
    : bar(props.criticalFrom, props.criticalTo - props.criticalFrom, view);
  const at = {
    right: { left: `${place.left + place.width}%` },
    left: { right: `${100 - place.left}%` },
    inside: { right: `${100 - place.left - place.width}%` },
  }[place.label];
  return (
    <div className={s.track}>
      <div
        className={cx(s.bar, status === 'error' && s.failed, status === 'running' && s.going)}
        style={{ left: `${place.left}%`, width: `${place.width}%` }}
      />
      {critical && (
        <div
          className={s.critical}
          style={{ left: `${critical.left}%`, width: `${critical.width}%` }}
        />
      )}
      <div className={cx(s.label, place.label === 'inside' && s.inside)} style={at}>
        {props.time}
      </div>
    </div>
  );
}
