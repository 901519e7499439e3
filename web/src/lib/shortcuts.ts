// Keyboard shortcuts. Single keys stay silent while somebody types.
import { useEffect, useEffectEvent } from 'react';

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Enter and Space on a link or a button mean that one. */
const isPressing = ({ key, target }: KeyboardEvent) =>
  (key === 'Enter' || key === ' ') &&
  target instanceof Element &&
  target.closest('a, button') !== null;

export const isModalOpen = () =>
  document.querySelector('dialog[open], [popover]:popover-open') !== null;

/** Calls what stands under the key pressed, `mod+k` for Ctrl or ⌘, anywhere on the page. */
export function useShortcuts(shortcuts: Shortcuts, enabled = true) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isPressing(event)) return;
    const mod = event.ctrlKey || event.metaKey;
    const name = mod ? `mod+${event.key.toLowerCase()}` : event.key;
    const act = shortcuts[name];
    if (!act || (!mod && (isTyping(event.target) || isModalOpen()))) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    if (!enabled) return;
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [enabled]);
}

/** The modifier's name on this keyboard. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';
