import s from './controls.module.css';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  /** With how many each stands for, where that is known. */
  options: readonly { value: T; label: string; count?: string }[];
  onChange: (value: T) => void;
  className?: string;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  return (
    <fieldset className={`${s.seg} ${props.className ?? ''}`} aria-label={props.label}>
      {props.options.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
          {count !== undefined && <small> {count}</small>}
        </button>
      ))}
    </fieldset>
  );
}

export const segmentedClass = s.seg;
