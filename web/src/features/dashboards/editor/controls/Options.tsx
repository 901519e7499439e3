import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import s from './options.module.css';

const words = t.editor;
/** Options drawn at once: who has more searches. */
const MOST = 60;

export interface Option {
  key: string;
  label: string;
  /** In grey, after the label. */
  note?: string;
  /** At the right. */
  end?: ReactNode;
}

interface OptionsProps {
  label: string;
  placeholder?: string;
  options: readonly Option[];
  /** The keys of those that are chosen. */
  chosen: readonly string[];
  onChoose: (key: string) => void;
  /** Takes what is typed where it is none of the options. */
  onTyped?: (text: string) => void;
  autoFocus?: boolean;
  /** What to say where there are none. */
  empty?: string;
  /** Code's type: names as they were sent. */
  isCode?: boolean;
  /** Told of the option that the keyboard or the pointer is at. */
  onActive?: (key: string) => void;
  id?: string;
}

/** A list to choose from, and a box to search it: ↑ and ↓ move, Enter takes. */
export function Options(props: OptionsProps) {
  const { options, chosen, onChoose, onTyped, onActive } = props;
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const own = useId();
  const id = props.id ?? own;
  const list = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const fitting = options.filter(({ label }) => label.toLowerCase().includes(wanted));
  const shown = fitting.slice(0, MOST);
  const isNew =
    onTyped && text.trim() !== '' && !options.some(({ label }) => label === text.trim());
  const last = shown.length - (isNew ? 0 : 1);

  useEffect(() => {
    // What is chosen is in sight when the list opens.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, []);

  function go(to: number) {
    const next = to < 0 ? last : to > last ? 0 : to;
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    if (shown[next]) onActive?.(shown[next].key);
  }

  function take(index: number) {
    const option = shown[index];
    if (option) onChoose(option.key);
    else if (isNew) onTyped(text.trim());
    else return;
    setText('');
    setActive(-1);
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Enter') take(active < 0 && wanted ? 0 : active);
    else if (event.key === 'Escape' && text) {
      setText('');
      setActive(-1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={s.menu}>
      <label className={s.search}>
        <Search className="ico" aria-hidden />
        <input
          role="combobox"
          aria-label={props.label}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
          aria-autocomplete="list"
          placeholder={props.placeholder ?? words.search}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          // biome-ignore lint/a11y/noAutofocus: the list was opened to be searched
          autoFocus={props.autoFocus}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
          }}
          onKeyDown={press}
        />
      </label>
      <div ref={list} id={id} role="listbox" aria-label={props.label} className={s.list}>
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above takes the keys
          <div
            key={option.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(option.key)}
            data-active={index === active || undefined}
            className={s.option}
            onPointerEnter={() => onActive?.(option.key)}
            onClick={() => take(index)}
          >
            {chosen.includes(option.key) ? <Check className="ico" aria-hidden /> : <i />}
            <span className={cx('clip', s.name, props.isCode && 'mono')} title={option.label}>
              {option.label}
            </span>
            {option.note && <small>{option.note}</small>}
            {option.end}
          </div>
        ))}
        {isNew && (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above takes the keys
          <div
            id={`${id}-${shown.length}`}
            role="option"
            tabIndex={-1}
            aria-selected={false}
            data-active={active === shown.length || undefined}
            className={s.option}
            onClick={() => take(shown.length)}
          >
            <i />
            <span className={cx('clip', s.name)}>{words.takeTyped(text.trim())}</span>
          </div>
        )}
      </div>
      {fitting.length > MOST && <p className={s.more}>{words.more(fitting.length - MOST)}</p>}
      {last < 0 && <p className={s.more}>{wanted ? words.none : (props.empty ?? words.none)}</p>}
    </div>
  );
}
