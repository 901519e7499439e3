import type { WholeNode } from '@/api/types';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { KeyValues, type Pair } from './KeyValues';
import s from './panel.module.css';

const words = t.execution.span;

const Id = ({ id, onOpen }: { id: string; onOpen?: () => void }) => (
  <span className={s.id}>
    {onOpen ? (
      <button type="button" className="mono link" onClick={onOpen}>
        {id}
      </button>
    ) : (
      <span className="mono">{id}</span>
    )}
    <CopyButton text={id} label={t.copy} />
  </span>
);

/** Ids, and what the span belongs to. */
export function Identity({ node, onParent }: { node: WholeNode; onParent?: () => void }) {
  const { scope } = node;
  const parent = node.parentSpanId ?? node.parentId;
  const pairs: Pair[] = [
    [words.spanId, <Id key="span" id={node.spanId} />],
    [words.parentId, parent && <Id key="parent" id={parent} onOpen={onParent} />],
    [words.traceId, <Id key="trace" id={node.traceId} />],
    [words.kind, words.kinds[node.kind] ?? node.kind],
    [words.subtype, node.subtype],
    [words.service, node.service],
    [
      words.scope,
      scope?.name && (
        <span key="scope">
          {scope.name} <span className="faint">{scope.version}</span>
        </span>
      ),
    ],
    [words.toolName, node.tool?.name],
    [words.callId, node.tool?.callId],
    [words.agent, node.agentName ?? node.agentId],
    [words.thread, node.threadId],
    [words.session, node.sessionId],
    [words.user, node.userId],
    [words.entity, node.entity && `${node.entity.type} ${node.entity.value}`],
    [words.statusMessage, node.error ? null : node.statusMessage],
  ];
  return <KeyValues title={words.identity} pairs={pairs} />;
}
