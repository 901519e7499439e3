import { Plus, X } from 'lucide-react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover } from '@/ui/Popover';
import type { Filter } from '../../api/types';
import type { Field } from '../model/fields';
import { filterParts, filterText } from '../model/filters';
import { FilterForm } from './FilterForm';
import s from './picker.module.css';

const words = t.editor;
/** The server takes no more. */
const MOST = 20;
const WIDTH = 300;

interface FilterChipsProps {
  filters: readonly Filter[];
  fields: readonly Field[];
  onChange: (filters: Filter[]) => void;
}

/** Conditions in words: a click changes one, the cross takes it away. */
export function FilterChips({ filters, fields, onChange }: FilterChipsProps) {
  const replace = (old: Filter, next: Filter) =>
    onChange(once(filters.map((each) => (each === old ? next : each))));
  return (
    <div className={s.chips}>
      {filters.map((filter) => (
        <FilterChip
          key={keyOf(filter)}
          filter={filter}
          fields={fields}
          onChange={(next) => replace(filter, next)}
          onRemove={() => onChange(filters.filter((each) => each !== filter))}
        />
      ))}
      {filters.length < MOST && (
        <Popover
          label={words.filterTitle}
          width={WIDTH}
          triggerClass={cx(controls.chip, controls.add)}
          trigger={
            <>
              <Plus aria-hidden />
              <span className="hidden">{words.filters}: </span>
              {words.addFilter}
            </>
          }
        >
          {(close) => (
            <FilterForm
              fields={fields}
              onApply={(filter) => {
                onChange(once([...filters, filter]));
                close();
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}

const keyOf = (filter: Filter) => JSON.stringify(filter);

/** A condition that is said twice is said once. */
const once = (filters: readonly Filter[]) => [
  ...new Map(filters.map((filter) => [keyOf(filter), filter])).values(),
];

interface FilterChipProps {
  filter: Filter;
  fields: readonly Field[];
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}

function FilterChip({ filter, fields, onChange, onRemove }: FilterChipProps) {
  const [property, sign, value] = filterParts(filter);
  return (
    <span className={controls.chip}>
      <Popover
        label={words.filterTitle}
        width={WIDTH}
        triggerClass={cx(controls.chipText, 'clip')}
        trigger={
          <>
            {property} <span>{sign}</span> <b title={value}>{value}</b>
          </>
        }
      >
        {(close) => (
          <FilterForm
            fields={fields}
            filter={filter}
            onApply={(next) => {
              onChange(next);
              close();
            }}
          />
        )}
      </Popover>
      <button
        type="button"
        className={controls.chipX}
        aria-label={words.removeFilter(filterText(filter))}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </span>
  );
}
