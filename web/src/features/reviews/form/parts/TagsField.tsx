import { X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from 'react';
import { t } from '@/lib/strings';
import s from '../form.module.css';
import { type Refused, suggested, tagsIn, withTags } from '../model/tags';
import { Part } from './Part';
import { Suggest } from './Suggest';

const words = t.reviewForm;

interface Props {
  value: readonly string[];
  /** Tags that others have. */
  known: readonly string[];
  error: string | null;
  readOnly: boolean;
  ref: Ref<HTMLInputElement>;
  onChange: (tags: readonly string[]) => void;
}

/** Tags: Enter or a comma adds what is typed, Backspace takes the last away. */
export function TagsField({ value, known, error, readOnly, ref, onChange }: Props) {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<Refused | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const suggestions = useMemo(
    () => suggested(known, value, text).map((tag) => ({ value: tag, label: tag })),
    [known, value, text],
  );

  function add(typed: string) {
    const { tags, refused: why } = withTags(value, typed);
    setRefused(why);
    // What was not taken stays to be mended.
    setText(why === 'long' || why === 'many' ? (tagsIn(typed).at(-1) ?? '') : '');
    if (tags !== value) onChange(tags);
  }
  function remove(tag: string) {
    setRefused(null);
    onChange(value.filter((each) => each !== tag));
    box.current?.querySelector('input')?.focus();
  }
  function type(typed: string) {
    setRefused(null);
    if (/[,\n]/.test(typed)) add(typed);
    else setText(typed);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      event.preventDefault();
      remove(value[value.length - 1]);
    }
  }

  return (
    <Part
      label={words.tags}
      keyName={readOnly ? undefined : 'T'}
      error={error ?? (refused && words.refusedTag[refused])}
      inline
      group={readOnly}
    >
      {(control) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the text leads into it
        // biome-ignore lint/a11y/noStaticElementInteractions: the same
        <div
          ref={box}
          className={s.box}
          data-anchor
          data-still={readOnly || undefined}
          onClick={(event) =>
            event.target === event.currentTarget && box.current?.querySelector('input')?.focus()
          }
        >
          {value.map((tag) => (
            <span key={tag} className={s.chip} title={tag}>
              <bdi className="clip">{tag}</bdi>
              {!readOnly && (
                <button type="button" aria-label={words.removeTag(tag)} onClick={() => remove(tag)}>
                  <X aria-hidden />
                </button>
              )}
            </span>
          ))}
          {readOnly ? (
            value.length === 0 && <span className="faint">{words.noTags}</span>
          ) : (
            <Suggest
              {...control}
              ref={ref}
              aria-keyshortcuts="T"
              placeholder={words.addTag}
              enterKeyHint="enter"
              listLabel={words.tagSuggestions}
              suggestions={suggestions}
              value={text}
              onChange={type}
              onChoose={add}
              onKeyDown={press}
              // What was typed is meant, also without Enter.
              onBlur={() => text.trim() && add(text)}
            />
          )}
        </div>
      )}
    </Part>
  );
}
