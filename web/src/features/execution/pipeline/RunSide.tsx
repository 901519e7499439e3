import { Link } from '@tanstack/react-router';
import type { ExecutionDetails } from '@/api/types';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Folded } from '@/ui/JsonRow';
import { useExecutionSearch } from '../search';
import { KeyValues } from '../span/KeyValues';
import panel from '../span/panel.module.css';
import s from './pipeline.module.css';

const words = t.pipeline;
const LONG = 400;

/** What the run was about, and what it belongs to. */
export function RunSide({ details: { execution } }: { details: ExecutionDetails }) {
  const { change } = useExecutionSearch();
  const { inputPreview, outputPreview, threadId, executionId, models } = execution;
  const isTold = Boolean(inputPreview || outputPreview);
  return (
    <aside className={s.side} aria-label={words.talk}>
      <div className={panel.body}>
        {isTold ? (
          <KeyValues
            title={words.talk}
            pairs={[
              [words.message, inputPreview && <Folded text={inputPreview} at={LONG} />],
              [words.answer, outputPreview && <Folded text={outputPreview} at={LONG} />],
            ]}
          />
        ) : (
          <section>
            <h3>{words.talk}</h3>
            <p className={panel.nothing}>{words.noTalk}</p>
          </section>
        )}
        <KeyValues
          title={words.references}
          pairs={[
            [
              words.trace,
              <button
                key="trace"
                type="button"
                className="link"
                onClick={() => change({ tab: 'trace' })}
              >
                {words.waterfall}
              </button>,
            ],
            [words.models, models.join(', ') || <span className="faint">{words.noModels}</span>],
            [
              words.thread,
              threadId && (
                <Link
                  key="thread"
                  to="/threads"
                  search={{ range: 'all', from: undefined, to: undefined, thread: threadId }}
                  className="link mono"
                >
                  {threadId}
                </Link>
              ),
            ],
            [
              words.run,
              <span key="run" className={panel.id}>
                <span className="mono">{executionId}</span>
                <CopyButton text={executionId} label={t.execution.copyExecutionId} />
              </span>,
            ],
          ]}
        />
      </div>
    </aside>
  );
}
