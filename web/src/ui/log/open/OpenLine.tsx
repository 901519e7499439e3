// An open line: its fields, the trace it belongs to, and the lines around it.
import { Braces } from 'lucide-react';
import { useState } from 'react';
import type { Log } from '@/api/types';
import { toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Code, JsonTree } from '@/ui/JsonTree';
import { useLook } from '../look';
import { bodyText, logFields, resourceFields } from '../model/text';
import { Fields, ResourceFields } from './Fields';
import { LineContext } from './LineContext';
import { LineTrace } from './LineTrace';
import s from './open.module.css';

export function OpenLine({ log }: { log: Log }) {
  const [isJson, setJson] = useState(false);
  const { isInside } = useLook();
  const fields = logFields(log);
  const resource = resourceFields(log);
  return (
    <div className={s.open}>
      <div className={s.own}>
        <h3>
          {t.logs.fields} <span className="faint num">{fields.length + resource.length}</span>
          <span className="grow" />
          <Button look="ghost" small aria-pressed={isJson} onClick={() => setJson(!isJson)}>
            <Braces aria-hidden />
            JSON
          </Button>
          <CopyButton worded text={() => toJson(log)} label={t.logs.copyLine} />
        </h3>
        {isJson ? (
          <JsonTree value={log} />
        ) : (
          <>
            <Body log={log} />
            <Fields fields={fields} />
            <ResourceFields fields={resource} />
          </>
        )}
      </div>
      <div className={s.around}>
        {!isInside && <LineTrace log={log} />}
        <LineContext log={log} />
      </div>
    </div>
  );
}

const LONG = 90;

/** The body whole, where a line cannot hold it. */
function Body({ log }: { log: Log }) {
  const isObject = typeof log.body === 'object' && log.body !== null;
  const text = bodyText(log);
  if (!isObject && text.length <= LONG && !text.includes('\n')) return null;
  return (
    <div className={s.body}>{isObject ? <JsonTree value={log.body} /> : <Code>{text}</Code>}</div>
  );
}
