import { Link } from '@tanstack/react-router';
import { ChevronRight, Columns3, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { useLook } from '../look';
import { Marked } from '../Marked';
import type { LogField } from '../model/text';
import s from './open.module.css';

/** Fields with what can be done by each: only lines with its value, only others, a column, a copy. */
export function Fields({ fields }: { fields: readonly LogField[] }) {
  return (
    <dl className={s.fields}>
      {fields.map((field) => (
        <Field key={field.name} field={field} />
      ))}
    </dl>
  );
}

function Field({ field }: { field: LogField }) {
  const { search, columns = [], onCondition, onColumn } = useLook();
  const { name, value, note, key } = field;
  const column = key?.startsWith('attr.') ? key.slice('attr.'.length) : null;
  return (
    <div data-field={key ?? undefined} data-value={value}>
      <dt title={name}>{name}</dt>
      <dd>
        <Value field={field} search={search} /> {note && <span className="faint">{note}</span>}
      </dd>
      <dd className={s.acts}>
        {onCondition && key && (
          <>
            <button
              type="button"
              aria-label={t.logs.only(name, value)}
              title={t.logs.onlyHint}
              onClick={() => onCondition(field, false)}
            >
              <Plus aria-hidden />
            </button>
            {!ID_KEYS.has(key) && (
              <button
                type="button"
                aria-label={t.logs.except(name, value)}
                title={t.logs.exceptHint}
                onClick={() => onCondition(field, true)}
              >
                <Minus aria-hidden />
              </button>
            )}
          </>
        )}
        {onColumn && column && (
          <button
            type="button"
            aria-label={t.logs.asColumn(name)}
            title={t.logs.asColumn(name)}
            aria-pressed={columns.includes(column)}
            onClick={() => onColumn(column)}
          >
            <Columns3 aria-hidden />
          </button>
        )}
        <CopyButton text={value} label={t.logs.copyField(name)} className={s.copy} />
      </dd>
    </div>
  );
}

/** Ids can be looked for; nothing is found by leaving one out. */
const ID_KEYS: ReadonlySet<string> = new Set(['traceId', 'spanId', 'executionId']);

function Value({ field: { value, key }, search }: { field: LogField; search: string | undefined }) {
  if (key !== 'traceId' && key !== 'executionId') return <Marked text={value} search={search} />;
  return (
    <Link to="/executions/$executionId" params={{ executionId: value }} className="link">
      {value}
    </Link>
  );
}

/** The resource's, folded: they are the same for all lines of a process. */
export function ResourceFields({ fields }: { fields: readonly LogField[] }) {
  const [isOpen, setOpen] = useState(false);
  if (fields.length === 0) return null;
  const names = fields.slice(0, 2).map(({ name }) => name);
  return (
    <>
      <button
        type="button"
        className={s.resource}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span>{t.logs.resource}</span>
        <span className="clip">{t.logs.resourceOf(names, fields.length - names.length)}</span>
        <ChevronRight aria-hidden />
      </button>
      {isOpen && <Fields fields={fields} />}
    </>
  );
}
