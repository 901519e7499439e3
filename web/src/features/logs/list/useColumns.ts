import { useCallback, useMemo } from 'react';
import { isStrings, usePreference } from '@/lib/preference';

/** Columns beyond this leave nothing of the message. */
const MOST = 5;
export const ATTRIBUTE = 'attr.';

/** Attributes that have a column, remembered on this device. */
export function useColumns() {
  const [chosen, setChosen] = usePreference<string[]>('logs.columns', [], isStrings);
  const toggle = useCallback(
    (name: string) => {
      const isThere = chosen.includes(name);
      setChosen(isThere ? chosen.filter((each) => each !== name) : [...chosen, name].slice(-MOST));
    },
    [chosen, setChosen],
  );
  const reset = useCallback(() => setChosen([]), [setChosen]);
  return useMemo(() => ({ chosen, toggle, reset }), [chosen, toggle, reset]);
}

export type LogColumns = ReturnType<typeof useColumns>;
