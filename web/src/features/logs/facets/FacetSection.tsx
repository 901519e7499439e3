import { ChevronDown, ChevronRight } from 'lucide-react';
import { t } from '@/lib/strings';
import type { Condition } from '../model/conditions';
import type { Facet } from '../model/facets';
import { FacetRow } from './FacetRow';
import s from './facets.module.css';

interface FacetSectionProps {
  facet: Facet;
  isOpen: boolean;
  onFold: (open: boolean) => void;
  onToggle: (condition: Condition) => void;
  onMore: (() => void) | undefined;
}

/** A field that opens to its values. */
export function FacetSection({ facet, isOpen, onFold, onToggle, onMore }: FacetSectionProps) {
  const { key, values, hasMore } = facet;
  const name = key === 'level' ? t.logs.facets.level : facet.name;
  const most = Math.max(1, ...values.map(({ count }) => count ?? 0));
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section className={s.section} aria-label={name}>
      <h3 data-own={key === 'level' || undefined}>
        <button type="button" aria-expanded={isOpen} onClick={() => onFold(!isOpen)}>
          <Chevron aria-hidden />
          <span className="clip" title={name}>
            {name}
          </span>
          <small>
            {values.length}
            {hasMore && '+'}
          </small>
        </button>
      </h3>
      {isOpen &&
        values.map((value) => (
          <FacetRow
            key={value.value}
            facet={facet}
            value={value}
            share={(value.count ?? 0) / most}
            onToggle={onToggle}
          />
        ))}
      {isOpen && onMore && (
        <button type="button" className={s.more} onClick={onMore}>
          {t.logs.facets.moreValues}
        </button>
      )}
    </section>
  );
}
