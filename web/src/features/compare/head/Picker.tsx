import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { executionChoicesQuery } from '@/api/executions';
import type { Execution } from '@/api/types';
import { useSettled } from '@/lib/debounce';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { ExecutionChoice } from '@/ui/ExecutionChoice';
import { SearchField } from '@/ui/Field';
import { Bone, Failure } from '@/ui/Notice';
import { PopoverItem, popoverStyles } from '@/ui/Popover';
import s from '../compare.module.css';
import type { Side } from '../search';

const words = t.compare;
const ID = /^\S{4,128}$/;

interface PickerProps {
  side: Side;
  other: Execution | undefined;
  onChoose: (id: string) => void;
}

/** Finds an execution: those of the other side's agent, by text, or by its id. */
export function Picker({ side, other, onChoose }: PickerProps) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  useSettled(text.trim(), 300, setWanted);
  const agentId = other?.agentId ?? other?.agentName ?? undefined;
  const filter = wanted ? { search: wanted } : agentId ? { agentId } : {};
  const query = useQuery(executionChoicesQuery(useProject(), filter));
  const found = query.data?.items.filter((each) => each.executionId !== other?.executionId);
  const id = text.trim();
  return (
    <div className={s.picker} role="group" aria-label={words.pick[side]}>
      <SearchField
        label={words.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && ID.test(id)) onChoose(id);
        }}
      />
      {ID.test(id) && !found?.some((each) => each.executionId === id) && (
        <PopoverItem onClick={() => onChoose(id)}>
          <span className="clip">{words.takeId(id)}</span>
        </PopoverItem>
      )}
      <p className={popoverStyles.head}>
        {wanted ? words.pickText : agentId ? words.sameAgent : words.recent}
      </p>
      {query.isPending && <Bone width="80%" />}
      {query.isError && <Failure error={query.error} onRetry={() => query.refetch()} />}
      {found?.map((each) => (
        <PopoverItem key={each.traceId} onClick={() => onChoose(each.executionId)}>
          <ExecutionChoice execution={each} />
        </PopoverItem>
      ))}
      {found?.length === 0 && <p className={s.nothing}>{words.nothing}</p>}
    </div>
  );
}
