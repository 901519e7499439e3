import { Link } from '@tanstack/react-router';
import type { BusinessEvent } from '@/api/events';
import { fullTime } from '@/lib/format';
import { toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { JsonTree } from '@/ui/JsonTree';
import { Time } from '@/ui/Time';
import s from './events.module.css';

const words = t.events;

/** What came with an event, and what it belongs to. */
export function OpenEvent({ event, isInside }: { event: BusinessEvent; isInside: boolean }) {
  const { id, timestamp, executionId, threadId, agentId, idempotencyKey, properties } = event;
  return (
    <div className={s.open}>
      <dl>
        <dt>{words.time}</dt>
        <dd className="num">
          <Time at={timestamp}>{fullTime(timestamp)}</Time>
        </dd>
        {executionId && !isInside && (
          <>
            <dt>{words.execution}</dt>
            <dd>
              <Link
                to="/executions/$executionId"
                params={{ executionId }}
                search={{ tab: 'events', event: id }}
                className="link mono clip"
              >
                {executionId}
              </Link>
            </dd>
          </>
        )}
        {threadId && (
          <>
            <dt>{words.thread}</dt>
            <dd>
              <Link
                to="/threads"
                search={{ range: 'all', thread: threadId }}
                className="link mono clip"
              >
                {threadId}
              </Link>
            </dd>
          </>
        )}
        {agentId && (
          <>
            <dt>{words.agent}</dt>
            <dd className="mono clip">{agentId}</dd>
          </>
        )}
        {idempotencyKey && (
          <>
            <dt>{words.key}</dt>
            <dd className="mono clip">{idempotencyKey}</dd>
          </>
        )}
      </dl>
      {Object.keys(properties).length === 0 ? (
        <p className="faint">{words.bare}</p>
      ) : (
        <section className={s.values} aria-label={words.properties}>
          <JsonTree value={properties} />
          <CopyButton text={() => toJson(properties)} label={words.copy} />
        </section>
      )}
    </div>
  );
}
