import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ScoreSummary } from '@/api/scores';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import controls from '@/ui/controls.module.css';
import { Input } from '@/ui/Field';
import { Popover, popoverStyles } from '@/ui/Popover';
import { Segmented } from '@/ui/Segmented';
import s from './scores.module.css';
import { INTERVALS, useScoreSearch } from './search';

const words = t.scores.page;
const FIELDS = ['agentId', 'source'] as const;
const NAMES = { agentId: words.filterAgent, source: words.filterSource };
const WIDTHS = [undefined, ...INTERVALS].map((value) => ({
  value: value ?? ('auto' as const),
  label: words.intervals[value ?? 'auto'],
}));

interface FiltersProps {
  name: string;
  /** Who is proposed. */
  agents: ScoreSummary['agents'];
}

/** Which score, what it is narrowed to, and how wide the buckets are. */
export function Filters({ name, agents }: FiltersProps) {
  const { search, change } = useScoreSearch();
  return (
    <div className={s.filters}>
      <h2 className="clip">
        <bdi>{name}</bdi>
      </h2>
      {FIELDS.flatMap((field) =>
        (search[field] ?? []).map((value) => (
          <span key={`${field} ${value}`} className={controls.chip}>
            <span className={controls.chipText}>
              {NAMES[field]}{' '}
              <b>
                <bdi>{value}</bdi>
              </b>
            </span>
            <button
              type="button"
              className={controls.chipX}
              aria-label={words.removeFilter(`${NAMES[field]} ${value}`)}
              onClick={() => {
                const rest = search[field]?.filter((each) => each !== value);
                change({ [field]: rest?.length ? rest : undefined });
              }}
            >
              <X aria-hidden />
            </button>
          </span>
        )),
      )}
      <AddFilter agents={agents} />
      <span className="grow" />
      <Segmented
        label={words.interval}
        value={search.interval ?? 'auto'}
        options={WIDTHS}
        onChange={(interval) => change({ interval: interval === 'auto' ? undefined : interval })}
      />
    </div>
  );
}

const AddFilter = ({ agents }: Pick<FiltersProps, 'agents'>) => (
  <Popover
    label={words.addFilter}
    width={260}
    triggerClass={cx(controls.chip, controls.add)}
    trigger={
      <>
        <Plus aria-hidden />
        {words.addFilter}
      </>
    }
  >
    {(close) => <FilterForm agents={agents} onDone={close} />}
  </Popover>
);

interface FilterFormProps extends Pick<FiltersProps, 'agents'> {
  onDone: () => void;
}

function FilterForm({ agents, onDone }: FilterFormProps) {
  const { search, change } = useScoreSearch();
  const [typed, setTyped] = useState({ agentId: '', source: '' });
  const list = useId();
  const added = (field: (typeof FIELDS)[number]) => {
    const value = typed[field].trim();
    const all = [...new Set([...(search[field] ?? []), ...(value ? [value] : [])])];
    return all.length > 0 ? all : undefined;
  };
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        change({ agentId: added('agentId'), source: added('source') });
        onDone();
      }}
    >
      {FIELDS.map((field, index) => (
        <label key={field}>
          {NAMES[field]}
          <Input
            autoFocus={index === 0}
            list={field === 'agentId' ? list : undefined}
            placeholder={words.addValue}
            value={typed[field]}
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          />
        </label>
      ))}
      <datalist id={list}>
        {agents.map(({ agent }) => agent !== null && <option key={agent} value={agent} />)}
      </datalist>
      <Button type="submit" look="primary">
        {t.executions.apply}
      </Button>
    </form>
  );
}
