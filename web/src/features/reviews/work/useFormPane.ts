// Where the conversation stands in the form's place, the form's keys bring the form back.
import { useEffect, useEffectEvent } from 'react';
import { isModalOpen, isTyping } from '@/lib/shortcuts';

const FORM_KEYS = new Set(['1', '2', '3', 'c', 'p', 't', 'e', 'a', 'n']);

/** Before the form itself hears the key. */
export function useFormPane(isHidden: boolean, onShow: () => void) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !FORM_KEYS.has(event.key)) return;
    if (!isTyping(event.target) && !isModalOpen()) onShow();
  });
  useEffect(() => {
    if (!isHidden) return;
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [isHidden]);
}
