import { Link } from '@tanstack/react-router';
import type { Attributes, SpanLink, WholeNode } from '@/api/types';
import { jsonKind, parseIfJson, toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Folded } from '@/ui/JsonRow';
import { JsonTree } from '@/ui/JsonTree';
import s from './panel.module.css';

const words = t.execution.span;

/** Every attribute of the span, its resource, its scope, and its links. */
export function AttributesTab({ whole }: { whole: WholeNode }) {
  const own = whole.attributes ?? {};
  const resource = whole.resource?.attributes ?? {};
  const scope = whole.scope?.attributes ?? {};
  return (
    <>
      <Fields title={words.attributes} fields={own} />
      {Object.keys(own).length === 0 && <p className={s.nothing}>{words.noAttributes}</p>}
      <Fields title={words.resource} fields={resource} />
      <Fields title={words.scopeAttributes} fields={scope} />
      <Links links={whole.links ?? []} />
    </>
  );
}

/** Attributes by name, each to be copied; structured values as trees. */
export function Fields({ title, fields }: { title?: string; fields: Attributes }) {
  const entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return null;
  return (
    <section>
      {title && (
        <h3>
          {title}
          <CopyButton text={() => toJson(fields)} label={words.copyAll} />
        </h3>
      )}
      <dl className={s.fields}>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <FieldValue value={parseIfJson(value)} />
            </dd>
            <CopyButton text={() => toJson(value)} label={words.copyValue} />
          </div>
        ))}
      </dl>
    </section>
  );
}

function FieldValue({ value }: { value: unknown }) {
  const kind = jsonKind(value);
  if (kind === 'object' || kind === 'array') return <JsonTree value={value} />;
  return <Folded text={value === null ? 'null' : toJson(value)} />;
}

function Links({ links }: { links: readonly SpanLink[] }) {
  if (links.length === 0) return null;
  return (
    <section>
      <h3>{words.links}</h3>
      {links.map(({ traceId, spanId, attributes }) => (
        <div key={`${traceId} ${spanId}`} className={s.link}>
          {traceId && (
            <Link
              to="/executions/$executionId"
              params={{ executionId: traceId }}
              search={{ span: spanId }}
              className="mono link"
            >
              {words.linkTo(traceId)}
            </Link>
          )}
          <Fields fields={attributes ?? {}} />
        </div>
      ))}
    </section>
  );
}
