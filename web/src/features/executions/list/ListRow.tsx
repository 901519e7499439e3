import { Link, useNavigate } from '@tanstack/react-router';
import { type MouseEvent, memo } from 'react';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { StatusIcon, TypeTag } from '@/ui/Tag';
import s from '../executions.module.css';
import type { Column } from '../model/columns';
import type { DurationScale } from '../model/scale';
import { Cell, Duration, InputOrError, Started } from './cells';

export interface RowProps {
  execution: Execution;
  index: number;
  top: number;
  columns: readonly Column[];
  template: string;
  scale: DurationScale;
  isSelected: boolean;
  onSelect?: (id: string) => void;
}

/** A click beside the links shows the preview where there is room for one, else opens. */
function useRowClick({ execution, onSelect }: RowProps) {
  const navigate = useNavigate();
  const { executionId } = execution;
  return (event: MouseEvent<HTMLElement>) => {
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    if (getSelection()?.toString()) return;
    if (onSelect) onSelect(executionId);
    else navigate({ to: '/executions/$executionId', params: { executionId } });
  };
}

const NameLink = ({ execution }: { execution: Execution }) => (
  <span className={s.name}>
    <TypeTag type={execution.type} fixed />
    <Link
      to="/executions/$executionId"
      params={{ executionId: execution.executionId }}
      title={execution.name}
    >
      {execution.name}
    </Link>
  </span>
);

export const ListRow = memo(function ListRow(props: RowProps) {
  const { execution, columns, template, scale, isSelected, index, top } = props;
  const onClick = useRowClick(props);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter do the same for the whole list
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={cx(s.row, s.item)}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={onClick}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={cx(column.right && s.right)}>
          {column.id === 'status' && <StatusIcon status={execution.status} />}
          {column.id === 'name' && <NameLink execution={execution} />}
          <Cell id={column.id} execution={execution} scale={scale} />
        </div>
      ))}
    </div>
  );
});

/** Two lines, as on a phone. */
export const PhoneRow = memo(function PhoneRow(props: RowProps) {
  const { execution, scale, index, top } = props;
  const onClick = useRowClick(props);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the name is a link
    <div
      role="row"
      aria-rowindex={index + 1}
      className={s.phone}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onClick}
    >
      <div role="gridcell">
        <StatusIcon status={execution.status} />
      </div>
      <div role="gridcell">
        <NameLink execution={execution} />
      </div>
      <div role="gridcell" className={cx(s.right, 'num')}>
        <Duration execution={execution} scale={scale} />
      </div>
      <div role="gridcell" className={s.phoneInput}>
        <InputOrError execution={execution} />
      </div>
      <div role="gridcell" className={cx(s.right, 'num', 'faint')}>
        <Started execution={execution} />
      </div>
    </div>
  );
});
