import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { spanQuery } from '@/api/executions';
import type { ExecutionDetails } from '@/api/types';
import { useProject } from '@/lib/project';
import { bypasses, firstPhase, isShortCircuit, phasesOf } from '../model/pipeline';
import { buildTrace } from '../model/trace';
import { useExecutionId, useExecutionSearch } from '../search';
import { Flow } from './Flow';
import { PhaseDetail } from './PhaseDetail';
import s from './pipeline.module.css';
import { RunSide } from './RunSide';

/** Phases beyond which their outputs are not asked for: a run has a handful. */
const MOST = 24;

interface PipelinePaneProps {
  details: ExecutionDetails;
  fetchedAt: number;
}

/** A pipeline run: its phases on one time axis, and what happened in the one that is chosen. */
export function PipelinePane({ details, fetchedAt }: PipelinePaneProps) {
  const { search, change } = useExecutionSearch();
  const project = useProject();
  const id = useExecutionId();
  const { execution, traces } = details;
  const now = execution.status === 'running' ? fetchedAt : null;
  const trace = useMemo(() => buildTrace(traces, now), [traces, now]);
  const phases = useMemo(() => phasesOf(trace), [trace]);
  const reads = useQueries({
    queries: phases
      .slice(0, MOST)
      .map(({ node }) => ({ ...spanQuery(project, id, node.spanId), staleTime: 60_000 })),
  });
  const outputs = reads.map(({ data }) => data?.output);
  const bypassed = bypasses(phases, (phase) => isShortCircuit(outputs[phases.indexOf(phase)]));
  const chosen = phases.find(({ node }) => node.spanId === search.phase) ?? firstPhase(phases);
  if (!chosen) return null;
  return (
    <div className={s.pane}>
      <Flow
        phases={phases}
        bypassed={bypassed}
        outputs={outputs}
        total={trace.total}
        chosen={chosen}
        onChoose={({ node }) => change({ phase: node.spanId })}
      />
      <div className={s.split}>
        <PhaseDetail
          key={chosen.node.spanId}
          trace={trace}
          phase={chosen}
          isShort={bypassed.includes(chosen)}
          onOpen={(span) => change({ tab: 'trace', span })}
        />
        <RunSide details={details} />
      </div>
    </div>
  );
}
