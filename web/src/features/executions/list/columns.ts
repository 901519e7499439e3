import { isStrings, usePreference } from '@/lib/preference';
import { type ColumnId, DEFAULT_COLUMNS } from '../model/columns';

/** The columns that this person chose on this device. */
export function useColumns() {
  const [chosen, setChosen] = usePreference<string[]>('columns', [...DEFAULT_COLUMNS], isStrings);
  const toggle = (id: ColumnId) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const reset = () => setChosen([...DEFAULT_COLUMNS]);
  return { chosen, toggle, reset };
}

export type ChosenColumns = ReturnType<typeof useColumns>;
