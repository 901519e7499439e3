import type { Execution } from '@/api/types';
import { t } from '@/lib/strings';
import type { FilterSearch } from '../model/filters';
import { useListSearch } from '../search';
import s from './preview.module.css';

const words = t.executions.preview;

interface Fact {
  name: string;
  value: string | null | undefined;
  /** The filter that a click sets. */
  filter?: FilterSearch;
}

function facts(execution: Execution): Fact[] {
  const { threadId, sessionId, userId, entity, agentName, agentId, service, model, models } =
    execution;
  const agent = agentName ?? agentId;
  const all = models?.length ? models.join(', ') : model;
  return [
    { name: words.thread, value: threadId, filter: { threadId: threadId ? [threadId] : [] } },
    {
      name: entity?.type ?? words.entity,
      value: entity?.value,
      filter: { entityType: entity?.type ?? undefined, entityValue: entity?.value },
    },
    { name: words.user, value: userId, filter: { userId: userId ? [userId] : [] } },
    {
      name: words.session,
      value: sessionId === threadId ? null : sessionId,
      filter: { sessionId: sessionId ? [sessionId] : [] },
    },
    { name: words.agent, value: agent, filter: { agentId: agent ? [agent] : [] } },
    { name: words.service, value: service, filter: { service: service ? [service] : [] } },
    { name: words.models, value: all },
  ];
}

/** What the execution belongs to; each leads to all executions that belong there too. */
export function Facts({ execution }: { execution: Execution }) {
  const { change } = useListSearch();
  return (
    <dl className={s.facts}>
      {facts(execution)
        .filter(({ value }) => value)
        .map(({ name, value, filter }) => (
          <div key={name}>
            <dt className="clip">{name}</dt>
            <dd className="clip" title={value ?? undefined}>
              {filter ? (
                <button type="button" className="link" onClick={() => change(filter)}>
                  {value}
                </button>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}
