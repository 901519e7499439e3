import { Link } from '@tanstack/react-router';
import type { QueueItem } from '@/api/reviews';
import { jsonKind, parseIfJson, toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Folded } from '@/ui/JsonRow';
import { JsonTree } from '@/ui/JsonTree';
import { Bone, Failure } from '@/ui/Notice';
import type { Talk } from '../work/useTalk';
import s from './talk.module.css';

const words = t.reviews.talk;
const FOLD = 4_000;

interface ExchangeProps {
  executionId: string;
  talk: Talk;
  item: QueueItem | null;
}

/** What has no conversation: what its first span took and gave. */
export function Exchange({ executionId, talk, item }: ExchangeProps) {
  const { span, execution } = talk;
  const known = execution ?? item;
  const input = span.data?.input ?? known?.inputPreview;
  const output = span.data?.output ?? known?.outputPreview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={s.exchange} tabIndex={0}>
      <p className="dim">{words.silent}</p>
      {span.isLoading ? (
        <p role="status" aria-label={t.loading}>
          <Bone width="60%" />
        </p>
      ) : (
        <>
          <Payload title={words.input} copyLabel={words.copyInput} value={input} />
          <Payload title={words.output} copyLabel={words.copyOutput} value={output} />
        </>
      )}
      {span.isError && <Failure error={span.error} onRetry={() => span.refetch()} />}
      <footer>
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ tab: 'trace' }}
          className={buttonClass()}
        >
          {words.trace}
        </Link>
      </footer>
    </div>
  );
}

interface PayloadProps {
  title: string;
  copyLabel: string;
  value: unknown;
}

function Payload({ title, copyLabel, value }: PayloadProps) {
  const isThere = value !== null && value !== undefined && value !== '';
  const told = parseIfJson(value);
  const kind = jsonKind(told);
  return (
    <section>
      <h3>
        {title}
        {isThere && <CopyButton text={() => toJson(value)} label={copyLabel} />}
      </h3>
      {!isThere && <p className="faint">{words.nothing}</p>}
      {isThere && (kind === 'object' || kind === 'array') && <JsonTree value={told} />}
      {isThere && kind !== 'object' && kind !== 'array' && (
        <p className={s.text}>
          <Folded text={toJson(value)} at={FOLD} />
        </p>
      )}
    </section>
  );
}
