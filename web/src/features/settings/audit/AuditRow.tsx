import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/lib/strings';
import type { AuditEntry } from '../api';
import { When } from '../shared/When';
import { AuditChange } from './AuditChange';
import s from './audit.module.css';
import { summary } from './model';
import type { AuditSearch } from './search';

const words = t.audit;

interface Props {
  entry: AuditEntry;
  showsProject: boolean;
  onFilter: (part: AuditSearch) => void;
}

/** One thing that was done; opened, what it changed and from where it came. */
export function AuditRow({ entry, showsProject, onFilter }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { actor } = entry;
  return (
    <li className={s.entry}>
      <button
        type="button"
        className={s.row}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight className="ico" aria-hidden />
        <When at={entry.time} />
        <span className={s.actor}>
          {actor.name ?? words.kinds[actor.kind] ?? actor.kind}
          {actor.name && actor.kind !== 'user' && <small>{words.kinds[actor.kind]}</small>}
        </span>
        <span className={s.done}>{words.actions[entry.action] ?? entry.action}</span>
        <span className={s.about}>
          {showsProject && entry.project && <b>{entry.project}</b>}
          <span className="mono">{entry.target}</span>
          <small>{summary(entry.before, entry.after)}</small>
        </span>
      </button>
      {isOpen && <AuditChange entry={entry} onFilter={onFilter} />}
    </li>
  );
}
