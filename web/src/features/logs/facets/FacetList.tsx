import { Fragment, useState } from 'react';
import { isStrings, usePreference } from '@/lib/preference';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { SearchField } from '@/ui/Field';
import { Bone } from '@/ui/Notice';
import type { Condition } from '../model/conditions';
import { findFacets } from '../model/facets';
import { FacetSection } from './FacetSection';
import s from './facets.module.css';
import type { Facets } from './useFacets';

const words = t.logs.facets;
/** Fields in sight before somebody asks for the others. */
const SHOWN = 14;
const BONES = Array.from({ length: 9 }, (_, index) => index);

interface FacetListProps {
  facets: Facets;
  onToggle: (condition: Condition) => void;
}

/** Level, service and every field, with their values: what there is, and a way to ask for it. */
export function FacetList({
  facets: { facets, query, isMany, showMany },
  onToggle,
}: FacetListProps) {
  const [find, setFind] = useState('');
  const [isAll, setAll] = useState(false);
  // Those that were opened or closed by hand: `+event`, `-queue`.
  const [folded, setFolded] = usePreference<string[]>('logs.facets', [], isStrings);
  const isOpen = (key: string, starts: boolean) =>
    folded.includes(`+${key}`) || (starts && !folded.includes(`-${key}`));
  const fold = (key: string, open: boolean) => {
    const others = folded.filter((each) => each.slice(1) !== key);
    setFolded([...others, `${open ? '+' : '-'}${key}`]);
  };
  const found = findFacets(facets, find);
  const shown = isAll || find ? found : found.slice(0, SHOWN);
  return (
    <>
      <SearchField
        label={words.find}
        className={s.find}
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      {query.isPending &&
        BONES.map((row) => (
          <div key={row} className={s.bone}>
            <Bone width={`${45 + ((row * 31) % 50)}%`} />
          </div>
        ))}
      {query.isError && (
        <p className={s.note}>
          {words.failed}{' '}
          <button type="button" className="link" onClick={() => query.refetch()}>
            {t.errors.retry}
          </button>
        </p>
      )}
      {shown.map((facet) => (
        <Fragment key={facet.key}>
          <FacetSection
            facet={facet}
            isOpen={find !== '' || isOpen(facet.key, facet.isOpen)}
            onFold={(open) => fold(facet.key, open)}
            onToggle={onToggle}
            onMore={facet.hasMore && !isMany ? showMany : undefined}
          />
          {/* Levels are counted, the others are of a sample. */}
          {facet.key === 'level' && query.data && !query.data.complete && (
            <p className={s.note}>{words.sampled(query.data.sampled)}</p>
          )}
        </Fragment>
      ))}
      {found.length > shown.length && (
        <Button look="ghost" small onClick={() => setAll(true)}>
          {words.moreFields(found.length - shown.length)}
        </Button>
      )}
      {find && found.length === 0 && <p className={s.note}>{words.none}</p>}
    </>
  );
}
