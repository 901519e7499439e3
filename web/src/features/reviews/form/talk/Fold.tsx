import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { count } from '@/lib/format';
import s from './talk.module.css';

interface Props {
  title: string;
  /** How many are in it, where that is known. */
  size?: number;
  children: () => ReactNode;
}

/** A section under the form, which is asked for when it is opened. */
export function Fold({ title, size, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <section className={s.fold}>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronRight className="ico" aria-hidden />
          {title}
          {size !== undefined && <small className="num">{count(size)}</small>}
        </button>
      </h3>
      {isOpen && (
        <div id={id} className={s.inner}>
          {children()}
        </div>
      )}
    </section>
  );
}
