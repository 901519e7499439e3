import { ListFilter } from 'lucide-react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import type { AuditEntry } from '../api';
import { settingsStyles } from '../frame/Sheet';
import { When } from '../shared/When';
import s from './audit.module.css';
import { differences } from './model';
import type { AuditSearch } from './search';

const words = t.audit;

interface Props {
  entry: AuditEntry;
  onFilter: (part: AuditSearch) => void;
}

/** All of an entry: its facts, each a way to more of the same, and its difference. */
export function AuditChange({ entry, onFilter }: Props) {
  const changes = differences(entry.before, entry.after);
  const facts: [string, string | null, AuditSearch | null][] = [
    [words.action, entry.action, { action: entry.action }],
    [
      words.actor,
      entry.actor.name ?? entry.actor.kind,
      entry.actor.name ? { actor: entry.actor.name } : null,
    ],
    [words.target, entry.target, entry.target ? { target: entry.target } : null],
    [words.project, entry.project, null],
    [words.from, entry.sourceIp, null],
  ];
  return (
    <div className={s.open}>
      <dl className={settingsStyles.facts}>
        <dt>{words.time}</dt>
        <dd className="num">
          <When at={entry.time} />
          <span className="faint">{entry.time}</span>
        </dd>
        {facts.map(
          ([name, value, filter]) =>
            value && (
              <Fact
                key={name}
                name={name}
                value={value}
                onMore={filter && (() => onFilter(filter))}
              />
            ),
        )}
      </dl>
      {changes.length > 0 && (
        <table className={s.changes}>
          <thead>
            <tr>
              <th>{words.field}</th>
              <th>{words.before}</th>
              <th>{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after, kind }) => (
              <tr key={path} data-kind={kind}>
                <td>{path}</td>
                <td>{before !== null && (kind === 'same' ? before : <del>{before}</del>)}</td>
                <td>{after !== null && (kind === 'same' ? after : <ins>{after}</ins>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface FactProps {
  name: string;
  value: string;
  onMore: (() => void) | null;
}

const Fact = ({ name, value, onMore }: FactProps) => (
  <>
    <dt>{name}</dt>
    <dd className="mono">
      {value}
      {onMore && (
        <Button look="ghost" icon small aria-label={words.only(value)} onClick={onMore}>
          <ListFilter className="ico" aria-hidden />
        </Button>
      )}
    </dd>
  </>
);
