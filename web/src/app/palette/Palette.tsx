import { useNavigate, useParams } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useLive } from '@/lib/live';
import { recents } from '@/lib/recent';
import { t } from '@/lib/strings';
import { Dialog } from '@/ui/Dialog';
import { actions } from './actions';
import { useLookup } from './lookup';
import { closeOverlay } from './open';
import s from './palette.module.css';
import { type Target, targets } from './targets';

/** Go to a page, or paste an id and land on it. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const list = useId();
  const lookup = useLookup(useDeferredValue(query));
  const live = useLive();
  const [recent] = useState(recents);
  const { executionId: shown } = useParams({ strict: false });
  const found = targets(query, { actions: actions(live), recent, lookup, shown });
  const current = Math.min(at, found.length - 1);

  function choose(target: Target | undefined) {
    if (!target) return;
    closeOverlay();
    if (target.kind === 'action') target.act();
    else navigate(target.link);
  }

  return (
    <Dialog label={t.palette.label} onClose={closeOverlay}>
      <label className={s.head}>
        <Search className="ico" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-label={t.palette.label}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={found.length ? `${list}-${current}` : undefined}
          placeholder={t.palette.placeholder}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) setAt((current + step + found.length) % Math.max(1, found.length));
            else if (event.key === 'Enter') choose(found[current]);
            else return;
            event.preventDefault();
          }}
        />
      </label>
      <div id={list} role="listbox" aria-label={t.palette.label} className={s.list}>
        {found.map((target, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keyboard
          <div
            key={`${target.label} ${target.note ?? ''}`}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            className={s.item}
            onClick={() => choose(target)}
            onPointerMove={() => setAt(index)}
          >
            <target.icon className="ico" aria-hidden />
            <span className="clip">{target.label}</span>
            {target.note && <small className="clip">{target.note}</small>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={s.nothing}>{t.palette.nothing}</p>}
    </Dialog>
  );
}
