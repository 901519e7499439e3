import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { scoreNamesQuery } from '@/api/scores';
import { useProject } from '@/lib/project';
import { Input } from '@/ui/Field';
import type { ControlProps } from '@/ui/Form';

interface ScoreNameInputProps {
  control?: Partial<ControlProps>;
  value: string;
  autoFocus?: boolean;
  placeholder?: string;
  onChange: (name: string) => void;
}

/** Asks for a score's name, and proposes those that the project's scores have. */
export function ScoreNameInput({ control, onChange, ...rest }: ScoreNameInputProps) {
  const list = useId();
  const names = useInfiniteQuery(scoreNamesQuery(useProject()));
  const known = names.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Input
        {...control}
        {...rest}
        list={list}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {known.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
