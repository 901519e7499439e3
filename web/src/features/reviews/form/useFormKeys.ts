// The form's keys, and the controls that they lead to.
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ReviewRating } from '@/api/reviews';
import { isTyping, useShortcuts } from '@/lib/shortcuts';
import type { FieldName } from './model/fields';

export function useControls() {
  return {
    rating: useRef<HTMLDivElement>(null),
    comment: useRef<HTMLTextAreaElement>(null),
    priority: useRef<HTMLFieldSetElement>(null),
    tags: useRef<HTMLInputElement>(null),
    correctedOutput: useRef<HTMLTextAreaElement>(null),
    actionTaken: useRef<HTMLInputElement>(null),
    resolutionNotes: useRef<HTMLTextAreaElement>(null),
  };
}

export type Controls = ReturnType<typeof useControls>;

/** Leads to a field: to what is chosen of it where it has several buttons. */
export function goTo(controls: Controls, name: FieldName) {
  const element = controls[name].current;
  const inner = element?.querySelector<HTMLElement>('[aria-pressed="true"], button');
  const target = inner ?? element;
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

interface Keys {
  controls: Controls;
  isEnabled: boolean;
  onRate: (rating: ReviewRating) => void;
  onSave: () => void;
  onSkip: (() => void) | undefined;
}

const isDialogOpen = () => document.querySelector('dialog[open]') !== null;

/** What has a use of its own for those keys: a comment, a menu. */
const SENDS = '[data-sends], [popover]';

/** Gives back what the form does with keys that are pressed in it. */
export function useFormKeys({ controls, isEnabled, onRate, onSave, onSkip }: Keys) {
  const lead = (name: FieldName) => () => goTo(controls, name);
  const skip: Record<string, () => void> = onSkip ? { s: onSkip } : {};
  useShortcuts(
    {
      1: () => onRate('good'),
      2: () => onRate('bad'),
      3: () => onRate('neutral'),
      c: lead('comment'),
      p: lead('priority'),
      t: lead('tags'),
      e: lead('correctedOutput'),
      a: lead('actionTaken'),
      n: lead('resolutionNotes'),
      ...skip,
    },
    isEnabled,
  );
  useSaveKey(onSave, isEnabled);
  return (event: KeyboardEvent<HTMLElement>) => {
    // A dialog over the form has keys of its own.
    const isFree = !event.defaultPrevented && !isDialogOpen();
    if (event.key !== 'Escape' || !isFree || !isTyping(event.target)) return;
    event.preventDefault();
    (event.target as HTMLElement).blur();
  };
}

/** Ctrl or ⌘ with Enter saves from anywhere, also from a link or a button, which would take it for theirs. */
function useSaveKey(onSave: () => void, isEnabled: boolean) {
  // As it is once what was typed is taken in.
  const save = useEffectEvent(onSave);
  const press = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isDialogOpen()) return;
    const isElsewhere = event.target instanceof Element && event.target.closest(SENDS);
    if (isElsewhere || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    takeIn();
    save();
  });
  useEffect(() => {
    if (!isEnabled) return;
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [isEnabled]);
}

/** A field may take what is typed only when it is left, as that of the tags does. */
function takeIn() {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !isTyping(field)) return;
  flushSync(() => {
    field.blur();
    field.focus({ preventScroll: true });
  });
}
