// A pipeline run out of its spans: the phases in order, what ran in each, and what was passed over.
import type { Node, WholeNode } from '@/api/types';
import { jsonKind, parseIfJson } from '@/lib/json-rows';
import { childrenOf } from './rows';
import { tokensBelow } from './stats';
import type { Trace } from './trace';

export interface Phase {
  index: number;
  node: Node;
  /** Milliseconds after the run's start. */
  start: number;
  duration: number;
  /** Its direct children, in order. */
  steps: number[];
  failed: number;
  tokens: number;
  /** Whether a phase after it ran. */
  wentOn: boolean;
}

const PHASE = 'pipeline_phase';

/** The outermost phases, in the order of start; the run's time is its root's. */
export function phasesOf(trace: Trace): Phase[] {
  const tokens = tokensBelow(trace);
  const phases: Phase[] = [];
  for (let index = 0; index < trace.nodes.length; ) {
    const node = trace.nodes[index];
    if (node.type !== PHASE) {
      index += 1;
      continue;
    }
    const steps = childrenOf(trace, index);
    phases.push({
      index,
      node,
      start: trace.start[index],
      duration: trace.duration[index],
      steps,
      failed: steps.filter((step) => trace.nodes[step].status === 'error').length,
      tokens: tokens[index],
      wentOn: false,
    });
    index = trace.end[index];
  }
  phases.forEach((phase, at) => {
    phase.wentOn = phases.slice(at + 1).some(({ node }) => node.status !== 'skipped');
  });
  return phases;
}

/** The phase that is looked at first: one that failed, else the first that ran. */
export function firstPhase(phases: readonly Phase[]): Phase | undefined {
  const failed = phases.find(({ node, failed }) => node.status === 'error' || failed > 0);
  return failed ?? phases.find(({ node }) => node.status !== 'skipped') ?? phases[0];
}

const SHORT_CIRCUIT = /^short_?circuit(ed)?$/i;

/** Whether an output tells of a short circuit: a flag by that name, or an action of that type. */
export function isShortCircuit(output: unknown): boolean {
  const value = parseIfJson(output);
  if (Array.isArray(value)) return value.some(isShortCircuit);
  if (jsonKind(value) !== 'object') return false;
  return Object.entries(value as object).some(([key, each]) => {
    if (SHORT_CIRCUIT.test(key)) return each !== false && each !== null && each !== undefined;
    if (key === 'type' || key === 'action') return SHORT_CIRCUIT.test(String(each));
    return key === 'actions' && isShortCircuit(each);
  });
}

/**
 * For each phase the one that bypassed it: those skipped right after one that short-circuited; null for
 * the rest.
 */
export function bypasses(phases: readonly Phase[], isShort: (phase: Phase) => boolean) {
  let by: Phase | null = null;
  return phases.map((phase) => {
    if (phase.node.status === 'skipped') return by;
    by = isShort(phase) ? phase : null;
    return null;
  });
}

const FACTS = 3;
const LONGEST_FACT = 40;

/** The first plain values of an output, as words: `intent line_down, line FTTH-90417`. */
export function factsOf(output: unknown): string {
  const value = parseIfJson(output);
  if (jsonKind(value) !== 'object') return '';
  return Object.entries(value as object)
    .filter(([key, each]) => !SHORT_CIRCUIT.test(key) && isPlain(each))
    .slice(0, FACTS)
    .map(([key, each]) => `${key.replaceAll('_', ' ')} ${each}`)
    .join(', ');
}

const isPlain = (value: unknown) =>
  typeof value === 'number' ||
  (typeof value === 'string' && value !== '' && value.length <= LONGEST_FACT);

const CODE = /^(generated_?)?(code|source)$/i;

/** The code that a step ran, where it was sent with it. */
export function codeOf({ metadata, attributes }: WholeNode): string | null {
  const fields = [...Object.entries(metadata ?? {}), ...Object.entries(attributes ?? {})];
  const found = fields.find(
    ([key, value]) => CODE.test(key.split('.').pop() ?? '') && typeof value === 'string' && value,
  );
  return found ? String(found[1]) : null;
}
