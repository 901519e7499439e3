import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Columns2, ExternalLink, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { executionPreviewQuery } from '@/api/executions';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { cost, count, duration, fullTime } from '@/lib/format';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Elapsed } from '@/ui/Elapsed';
import { KeyHints } from '@/ui/KeyHints';
import { ReviewButton } from '@/ui/review/ReviewButton';
import { StatusTag, TypeTag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import { Failing, TraceExcerpt } from './Excerpt';
import { Exchange } from './Exchange';
import { Facts } from './Facts';
import s from './preview.module.css';

const words = t.executions.preview;
const HINTS = [
  ['j k', words.keyMove],
  ['↵', words.keyOpen],
  ['c', words.keyCopy],
  ['esc', words.keyClose],
] as const;

/** One execution beside the list, without leaving it. */
export function Preview({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const { executionId } = execution;
  const details = useQuery(executionPreviewQuery(useProject(), executionId));
  const link = { to: '/executions/$executionId', params: { executionId } } as const;
  return (
    <aside className={s.panel} aria-label={words.label}>
      <header>
        <h2>
          <TypeTag type={execution.type} />
          <span className="clip">{execution.name}</span>
          <StatusTag status={execution.status} />
          <span className="grow" />
          <Link
            to="/compare"
            search={{ right: executionId }}
            className={buttonClass({ look: 'ghost', icon: true, small: true })}
            aria-label={t.compare.menuTitle}
            title={t.compare.menuTitle}
          >
            <Columns2 className="ico" aria-hidden />
          </Link>
          <Link
            {...link}
            className={buttonClass({ look: 'ghost', icon: true, small: true })}
            aria-label={words.open}
          >
            <ExternalLink className="ico" aria-hidden />
          </Link>
          <Button look="ghost" icon small aria-label={words.close} onClick={onClose}>
            <X className="ico" aria-hidden />
          </Button>
        </h2>
        <p className="num">
          <span className="mono clip">{executionId}</span>
          <CopyButton text={executionId} label={words.copyId} />
          <span className="grow" />
          <Time at={execution.startTime}>{fullTime(execution.startTime)}</Time>
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={s.body} tabIndex={0} role="group" aria-label={words.label}>
        <div className={cx(s.usage, 'num')}>
          <Sum name={words.duration}>
            {execution.durationMs === null && execution.status === 'running' ? (
              <Elapsed since={execution.startTime} />
            ) : (
              duration(execution.durationMs)
            )}
          </Sum>
          <Sum name={words.spans}>{count(execution.spanCount)}</Sum>
          <Sum name={words.tokens}>{count(execution.totalTokens)}</Sum>
          <Sum name={words.cost}>{cost(execution.cost, 4)}</Sum>
        </div>
        <div className={s.actions}>
          <ReviewButton key={executionId} executionId={executionId} small />
        </div>
        <Facts execution={execution} />
        <Failing execution={execution} details={details.data} />
        <Exchange execution={execution} />
        <TraceExcerpt execution={execution} details={details.data} />
      </div>
      <KeyHints hints={HINTS} />
    </aside>
  );
}

const Sum = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <span>{name}</span>
    <b>{children}</b>
  </div>
);
