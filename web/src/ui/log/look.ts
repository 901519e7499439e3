// How lines are shown, and what can be done from one: the same for all lines of a list.
import { createContext, use, useCallback, useState } from 'react';
import type { LogField } from './model/text';

export interface LineLook {
  /** Marked where it is found. */
  search?: string;
  /** Attributes that have columns of their own. */
  columns?: readonly string[];
  /** Attributes that say the same in every line, because it was asked for. */
  shared?: readonly string[];
  isWrapped?: boolean;
  /** With the day before the time. */
  hasDays?: boolean;
  /** Without the way to its execution, where that is the page already. */
  isInside?: boolean;
  /** Shows only lines with this value, or only those without it. */
  onCondition?: (field: LogField, isNot: boolean) => void;
  /** Gives an attribute a column, or takes it away. */
  onColumn?: (key: string) => void;
}

const Look = createContext<LineLook>({});
export const LookProvider = Look.Provider;
export const useLook = () => use(Look);

/** Which lines are open, and at which one the keyboard is. */
export function useLines(first?: string) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(first ? [first] : []));
  const [cursor, setCursor] = useState<string | undefined>(first);
  /** The line to bring into sight: a new object each time. */
  const [sought, setSought] = useState({ id: first });
  const seek = useCallback((id: string) => {
    setCursor(id);
    setSought({ id });
  }, []);
  const toggle = useCallback((id: string) => {
    setCursor(id);
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const closeAll = useCallback(() => setOpen(new Set()), []);
  return { open, cursor, sought, seek, toggle, closeAll };
}

export type Lines = ReturnType<typeof useLines>;
