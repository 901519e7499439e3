import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { factsOf, type Phase } from '../model/pipeline';

const words = t.pipeline;

interface GistProps {
  phase: Phase;
  /** The phase that bypassed it. */
  by: Phase | null;
  /** Once it is known. */
  output: unknown;
}

/** A phase in a sentence: what went wrong, why it was passed over, or what it did. */
export function Gist({ phase, by, output }: GistProps) {
  const { node, steps, failed, tokens, wentOn } = phase;
  if (node.status === 'skipped') return by ? words.bypassed(by.node.name) : words.passedOver;
  if (node.status === 'error') {
    const message = node.error?.message ?? node.statusMessage ?? t.status.error;
    return (
      <>
        <em>{message}</em> {wentOn && words.wentOn}
      </>
    );
  }
  const parts = [
    node.status === 'running' ? words.running : null,
    failed === 0 ? factsOf(output) : null,
    steps.length > 0 ? words.steps(steps.length) : null,
    failed > 0 ? `${words.failedSteps(failed)} ${words.didNotStop}` : null,
    tokens > 0 ? words.tokens(count(tokens)) : null,
  ];
  return parts.filter(Boolean).join(', ');
}
