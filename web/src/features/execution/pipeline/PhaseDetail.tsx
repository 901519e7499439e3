import { useQuery } from '@tanstack/react-query';
import { spanQuery } from '@/api/executions';
import { count, duration } from '@/lib/format';
import { parseIfJson } from '@/lib/json-rows';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone, Failure } from '@/ui/Notice';
import { Tag } from '@/ui/Tag';
import type { Phase } from '../model/pipeline';
import type { Trace } from '../model/trace';
import { useExecutionId } from '../search';
import { ErrorSection } from '../span/ErrorSection';
import { Payload } from '../span/Payload';
import panel from '../span/panel.module.css';
import s from './pipeline.module.css';
import { Step } from './Step';

const words = t.pipeline;
const isThere = (value: unknown) => value !== undefined && value !== null && value !== '';

interface PhaseDetailProps {
  trace: Trace;
  phase: Phase;
  /** Whether it short-circuited what follows. */
  isShort: boolean;
  onOpen: (spanId: string) => void;
}

/** What happened in a phase: its steps, its error, what went in and what came out. */
export function PhaseDetail({ trace, phase, isShort, onOpen }: PhaseDetailProps) {
  const { node, steps, failed, tokens, duration: length } = phase;
  const query = useQuery(spanQuery(useProject(), useExecutionId(), node.spanId));
  const whole = query.data;
  const facts = [
    steps.length > 0 && words.steps(steps.length),
    tokens > 0 && words.tokens(count(tokens)),
    node.status !== 'skipped' && duration(length),
  ].filter(Boolean);
  const hasPayload = isThere(whole?.input) || isThere(whole?.output);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={s.detail} role="tabpanel" aria-label={node.name} tabIndex={0}>
      <header>
        <h2>{node.name}</h2>
        <span className="faint num">{facts.join(' · ')}</span>
        {failed > 0 && <Tag tone="error">{words.failedSteps(failed)}</Tag>}
        {isShort && <Tag tone="warn">{words.shortCircuited}</Tag>}
        <span className="grow" />
        <Button look="ghost" onClick={() => onOpen(node.spanId)}>
          {words.openSpan}
        </Button>
      </header>
      <div className={panel.body}>
        {node.status === 'error' && <ErrorSection node={whole ?? node} />}
        {steps.length > 0 && (
          <div>
            {steps.map((step, at) => (
              <Step
                key={trace.nodes[step].spanId}
                node={trace.nodes[step]}
                othersRan={steps
                  .slice(at + 1)
                  .some((next) => trace.nodes[next].status !== 'skipped')}
                startsOpen={at === 0 && steps.length <= 3}
                onOpen={onOpen}
              />
            ))}
          </div>
        )}
        {query.isPending && <Bone width="60%" />}
        {query.isError && <Failure error={query.error} onRetry={() => query.refetch()} />}
        {isThere(whole?.input) && (
          <Payload
            title={words.phaseInput}
            copyLabel={t.execution.span.copyInput}
            value={parseIfJson(whole?.input)}
          />
        )}
        {isThere(whole?.output) && (
          <Payload
            title={words.phaseOutput}
            copyLabel={t.execution.span.copyOutput}
            value={parseIfJson(whole?.output)}
          />
        )}
        {whole && steps.length === 0 && !hasPayload && (
          <p className={panel.nothing}>
            {node.status === 'skipped' ? words.passedOver : words.nothing}
          </p>
        )}
      </div>
    </section>
  );
}
