import type { WholeNode } from '@/api/types';
import { parseIfJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { SpanScores } from '../scores/SpanScores';
import { ErrorSection } from './ErrorSection';
import { Identity } from './Identity';
import { Payload } from './Payload';
import s from './panel.module.css';
import type { SpanPanelProps } from './SpanPanel';
import { Timing } from './Timing';
import { UsageBar } from './UsageBar';

const words = t.execution.span;
const isThere = (value: unknown) => value !== undefined && value !== null && value !== '';

/** What went in, what came out, how long it took, and what it belongs to. */
export function Overview(props: SpanPanelProps & { whole: WholeNode }) {
  const { whole, onParent } = props;
  const { input, output, error } = whole;
  const failed = whole.status === 'error' || isThere(error);
  return (
    <>
      <UsageBar node={whole} />
      {failed && <ErrorSection node={whole} />}
      {isThere(input) && (
        <Payload title={words.input} copyLabel={words.copyInput} value={parseIfJson(input)} />
      )}
      {isThere(output) && (
        <Payload title={words.output} copyLabel={words.copyOutput} value={parseIfJson(output)} />
      )}
      {!isThere(input) && !isThere(output) && !failed && (
        <p className={s.nothing}>{words.nothing}</p>
      )}
      <SpanScores key={whole.spanId} node={whole} />
      <Timing {...props} />
      <Identity node={whole} onParent={onParent} />
    </>
  );
}
