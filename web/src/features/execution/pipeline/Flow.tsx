import { type KeyboardEvent, useRef } from 'react';
import { cx } from '@/lib/cx';
import { duration } from '@/lib/format';
import { t } from '@/lib/strings';
import { Tag } from '@/ui/Tag';
import type { Phase } from '../model/pipeline';
import { Gist } from './Gist';
import { Mark } from './Mark';
import s from './pipeline.module.css';

const words = t.pipeline;

interface FlowProps {
  phases: readonly Phase[];
  /** For each phase the one that bypassed it. */
  bypassed: readonly (Phase | null)[];
  /** What each told, once it is known. */
  outputs: readonly unknown[];
  /** Milliseconds of the whole run. */
  total: number;
  chosen: Phase;
  onChoose: (phase: Phase) => void;
}

/** The phases one after the other, each with its place on the time axis of the run. */
export function Flow({ phases, bypassed, outputs, total, chosen, onChoose }: FlowProps) {
  const list = useRef<HTMLDivElement>(null);
  function press(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = (phases.indexOf(chosen) + step + phases.length) % phases.length;
    onChoose(phases[at]);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
  }
  return (
    <div ref={list} role="tablist" aria-label={words.label} className={s.flow} onKeyDown={press}>
      {phases.map((phase, at) => (
        <Card
          key={phase.node.spanId}
          phase={phase}
          by={bypassed[at]}
          // The way around begins at the first of those it passes, and ends behind the last.
          spans={bypassed[at] && bypassed[at] !== bypassed[at - 1] ? run(bypassed, at) : 0}
          output={outputs[at]}
          total={total}
          isChosen={phase === chosen}
          onChoose={() => onChoose(phase)}
        />
      ))}
    </div>
  );
}

/** How many phases in a row the same one bypassed. */
function run(bypassed: readonly (Phase | null)[], from: number): number {
  let to = from;
  while (bypassed[to] === bypassed[from]) to += 1;
  return to - from;
}

interface CardProps {
  phase: Phase;
  by: Phase | null;
  spans: number;
  output: unknown;
  total: number;
  isChosen: boolean;
  onChoose: () => void;
}

function Card({ phase, by, spans, output, total, isChosen, onChoose }: CardProps) {
  const { node, start, duration: length } = phase;
  const isSkipped = node.status === 'skipped';
  const percent = (time: number) => `${(time / total) * 100}%`;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      className={cx(s.phase, isSkipped && s.skip, node.status === 'error' && s.bad)}
      onClick={onChoose}
    >
      <span className={s.phaseName}>
        <Mark status={node.status} />
        <span className="clip">{node.name}</span>
      </span>
      <span className={s.gist}>
        <Gist phase={phase} by={by} output={output} />
      </span>
      <span className={s.foot}>
        <span className={s.time}>
          {!isSkipped && <i style={{ left: percent(start), width: percent(length) }} />}
        </span>
        <b>{isSkipped ? words.skipped : duration(length)}</b>
      </span>
      {spans > 0 && (
        <span className={s.jump} style={{ '--spans': spans } as React.CSSProperties}>
          <Tag tone="warn">{words.shortCircuit}</Tag>
        </span>
      )}
    </button>
  );
}
