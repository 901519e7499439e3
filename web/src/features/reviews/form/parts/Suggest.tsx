// A text with suggestions under it, which the arrow keys choose from. Anything else may be typed, too.
import {
  type InputHTMLAttributes,
  type KeyboardEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { cx } from '@/lib/cx';
import { popoverStyles } from '@/ui/Popover';
import { placeUnder } from './place-under';
import s from './suggest.module.css';

export interface Suggestion {
  value: string;
  label: string;
}

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'list'> {
  suggestions: readonly Suggestion[];
  /** Names the list. */
  listLabel: string;
  value: string;
  /** Opens on a click, too, as a list to choose from does. */
  opensOnClick?: boolean;
  ref?: Ref<HTMLInputElement>;
  onChange: (text: string) => void;
  onChoose: (value: string) => void;
}

export function Suggest({ suggestions, listLabel, opensOnClick, ref, ...props }: Props) {
  const { onChange, onChoose, onKeyDown, className, ...rest } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  useImperativeHandle(ref, () => input.current as HTMLInputElement, []);
  const isOpen = wanted && suggestions.length > 0 && !props.readOnly;
  const at = Math.min(active, suggestions.length - 1);

  useLayoutEffect(() => {
    const [field, panel] = [input.current, list.current];
    return isOpen && field && panel ? placeUnder(field, panel) : undefined;
  }, [isOpen]);

  const show = (isWanted: boolean) => {
    setWanted(isWanted);
    setActive(-1);
  };
  const take = (index: number) => {
    onChoose(suggestions[index].value);
    show(false);
  };
  const move = (by: number) => {
    if (!isOpen) return show(true);
    const next = at + by;
    const last = suggestions.length - 1;
    const to = next < 0 ? last : next > last ? 0 : next;
    setActive(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };

  function press(event: KeyboardEvent<HTMLInputElement>) {
    // Keys of whoever writes with an input method are its own.
    if (event.nativeEvent.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const takes = isPlain && event.key === 'Enter' && isOpen && at >= 0;
    // In a dialog Escape closes the list alone; in the form it leaves the field.
    const closes = event.key === 'Escape' && isOpen && event.currentTarget.closest('dialog');
    if (isPlain && event.key === 'ArrowDown') move(1);
    else if (isPlain && event.key === 'ArrowUp') move(-1);
    else if (takes) take(at);
    else if (closes) show(false);
    else {
      if (event.key === 'Enter') show(false);
      return onKeyDown?.(event);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <input
        {...rest}
        ref={input}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen && at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        className={className}
        onChange={(event) => {
          onChange(event.target.value);
          show(true);
        }}
        onClick={() => opensOnClick && show(true)}
        onBlur={(event) => {
          show(false);
          props.onBlur?.(event);
        }}
        onKeyDown={press}
      />
      {isOpen && (
        <div
          ref={list}
          id={`${id}-list`}
          popover="manual"
          role="listbox"
          aria-label={listLabel}
          className={cx(popoverStyles.popover, s.list)}
          // The text keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
        >
          {suggestions.map(({ value, label }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text above takes the keys
            <div
              key={value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={s.option}
              onClick={() => take(index)}
            >
              {label}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
