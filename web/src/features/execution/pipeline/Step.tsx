import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { spanQuery } from '@/api/executions';
import type { Node } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration } from '@/lib/format';
import { parseIfJson } from '@/lib/json-rows';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Code } from '@/ui/JsonTree';
import { Bone, Failure } from '@/ui/Notice';
import { Tag, TypeTag } from '@/ui/Tag';
import { tokensLabel } from '../model/labels';
import { codeOf } from '../model/pipeline';
import { tokensOf } from '../model/stats';
import { useExecutionId } from '../search';
import { Payload } from '../span/Payload';
import panel from '../span/panel.module.css';
import { Mark } from './Mark';
import s from './pipeline.module.css';

const words = t.pipeline;
const isThere = (value: unknown) => value !== undefined && value !== null && value !== '';

interface StepProps {
  node: Node;
  /** Whether steps after it ran, though it failed. */
  othersRan: boolean;
  startsOpen: boolean;
  onOpen: (spanId: string) => void;
}

/** One step of a phase, closed until somebody wants to know. */
export function Step({ node, othersRan, startsOpen, onOpen }: StepProps) {
  const [open, setOpen] = useState(startsOpen);
  const isFailed = node.status === 'error';
  return (
    <article className={cx(s.step, open && s.open)}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-label={words.toggleStep(node.name)}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight aria-hidden />
          <Mark status={node.status} />
          <span className={s.stepName}>{node.name}</span>
        </button>
        {node.type === 'workflow_step' ? (
          node.subtype && <Tag>{node.subtype}</Tag>
        ) : (
          <TypeTag type={node.type} />
        )}
        <span className="faint num wide">{tokensLabel(tokensOf(node))}</span>
        <span className="num">{duration(node.durationMs)}</span>
      </h3>
      {isFailed && (
        <p className={s.wrong}>
          <span className="mono">
            {[node.error?.type, node.error?.message ?? node.statusMessage]
              .filter(Boolean)
              .join(': ') || t.status.error}
          </span>
          {othersRan && <span>{words.othersRan}</span>}
        </p>
      )}
      {open && <Details node={node} onOpen={onOpen} />}
    </article>
  );
}

function Details({ node, onOpen }: Pick<StepProps, 'node' | 'onOpen'>) {
  const query = useQuery(spanQuery(useProject(), useExecutionId(), node.spanId));
  const { data: whole } = query;
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!whole)
    return (
      <div className={s.inside}>
        <Bone width="60%" />
      </div>
    );
  const code = codeOf(whole);
  const { input, output } = whole;
  return (
    <div className={cx(s.inside, panel.body)}>
      {code && (
        <section>
          <h3>{words.code}</h3>
          <Code>{code}</Code>
        </section>
      )}
      {isThere(input) && (
        <Payload
          title={t.execution.span.input}
          copyLabel={t.execution.span.copyInput}
          value={parseIfJson(input)}
        />
      )}
      {isThere(output) && (
        <Payload
          title={t.execution.span.output}
          copyLabel={t.execution.span.copyOutput}
          value={parseIfJson(output)}
        />
      )}
      {!code && !isThere(input) && !isThere(output) && (
        <p className={panel.nothing}>{words.noDetails}</p>
      )}
      <Button small className={s.openSpan} onClick={() => onOpen(node.spanId)}>
        {words.openSpan}
      </Button>
    </div>
  );
}
