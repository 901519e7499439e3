import { X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useProject } from '@/lib/project';
import { MOD, useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import type { TimeRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import type { Card, Filter } from '../api/types';
import { withFilters } from '../model/filters';
import { CardForm } from './CardForm';
import { DatasetProvider } from './controls/useValues';
import s from './editor.module.css';
import { problemsOf } from './model/problems';
import { datasetOf } from './model/query';
import { retitled } from './model/title';
import { Preview } from './Preview';
import { useCardFields } from './useCardFields';

const words = t.editor;

interface CardEditorProps {
  card: Card;
  isNew: boolean;
  range: TimeRange;
  timezone: string;
  /** The dashboard's own conditions: the card is drawn with them. */
  filters: readonly Filter[];
  /** Each change as it is made. */
  onChange: (card: Card) => void;
  onSave: (card: Card) => void;
  onCancel: () => void;
  onDelete: () => void;
}

/** A card made of what was discovered, drawn as it changes. */
export function CardEditor(props: CardEditorProps) {
  const { card, isNew, range, timezone, filters, onChange, onSave, onCancel } = props;
  const panel = useRef<HTMLElement>(null);
  const [tried, setTried] = useState(false);
  const fields = useCardFields(card);
  const scope = { project: useProject(), range, timezone };
  const found = problemsOf(card, fields);
  const problems = tried ? found : {};
  const name = isNew ? words.newCard : words.editCard;

  function save() {
    setTried(true);
    if (Object.keys(found).length === 0) onSave({ ...card, title: card.title.trim() });
    else requestAnimationFrame(() => showFirstProblem(panel.current));
  }
  useShortcuts({ 'mod+enter': save, Escape: onCancel });

  /** In the panel, fields and buttons would keep these keys to themselves. */
  function press(event: KeyboardEvent) {
    const isSaved = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    // A list that is open closes by Escape, and nothing else does.
    const isLeft = event.key === 'Escape' && !document.querySelector('[popover]:popover-open');
    if (!isSaved && !isLeft) return;
    event.preventDefault();
    if (isSaved) save();
    else onCancel();
  }

  return (
    <DatasetProvider value={card.type === 'feed' ? 'events' : datasetOf(card.query)}>
      <aside ref={panel} className={s.panel} aria-label={name} onKeyDown={press}>
        <header>
          <h2>{name}</h2>
          <Button look="ghost" icon aria-label={words.close} onClick={onCancel}>
            <X className="ico" aria-hidden />
          </Button>
        </header>
        <div className={s.form}>
          <Preview
            card={card}
            drawn={withFilters(card, filters)}
            scope={scope}
            fields={fields ?? []}
            problem={problems.title}
            onTitle={(title) => onChange({ ...card, title })}
          />
          <CardForm
            card={card}
            isNew={isNew}
            scope={scope}
            fields={fields}
            problems={problems}
            onChange={(next) => onChange(retitled(card, next))}
          />
        </div>
        <footer className={s.foot}>
          {!isNew && (
            <Button look="ghost" className={s.delete} onClick={props.onDelete}>
              {words.delete}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onCancel}>{words.cancel}</Button>
          <Button look="primary" onClick={save}>
            {isNew ? words.add : words.save}
            <Kbd>{`${MOD}↵`}</Kbd>
          </Button>
        </footer>
      </aside>
    </DatasetProvider>
  );
}

/** What is wrong is what to do next. */
const showFirstProblem = (panel: HTMLElement | null) =>
  panel?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' });
