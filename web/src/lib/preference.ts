// What a person chose on this device: kept in localStorage, never in the URL.
import { useCallback, useState } from 'react';

function read<T>(key: string, isValid: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`farol.${key}`) ?? 'null');
    return isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function usePreference<T>(key: string, initial: T, isValid: (value: unknown) => value is T) {
  const [value, setValue] = useState(() => read(key, isValid) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(`farol.${key}`, JSON.stringify(next));
      } catch {
        // Without storage the choice lasts until the page is left.
      }
    },
    [key],
  );
  return [value, set] as const;
}

export const isString = (value: unknown): value is string => typeof value === 'string';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(isString);
