import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { SearchField } from '@/ui/Field';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { type Facet, findFacets } from '../model/facets';
import { ATTRIBUTE, type LogColumns } from './useColumns';

const SHOWN = 30;

interface ColumnsMenuProps {
  columns: LogColumns;
  facets: readonly Facet[];
}

/** Attributes to show as columns. */
export function ColumnsMenu({ columns, facets }: ColumnsMenuProps) {
  return (
    <Popover
      label={t.logs.columnsTitle}
      width={240}
      triggerClass={`${buttonClass({ look: 'ghost', small: true })} wide`}
      trigger={
        <>
          <Columns3 className="ico" aria-hidden />
          {t.logs.columns}
        </>
      }
    >
      {() => <Choice columns={columns} facets={facets} />}
    </Popover>
  );
}

function Choice({ columns, facets }: ColumnsMenuProps) {
  const [find, setFind] = useState('');
  const present = facets.filter(({ key }) => key.startsWith(ATTRIBUTE)).map(({ name }) => name);
  // Chosen ones stay, also where no line has them.
  const gone = columns.chosen.filter((name) => !present.includes(name));
  const names = [...gone, ...present].map((name) => ({ name, key: name }) as Facet);
  const found = findFacets(names, find).slice(0, SHOWN);
  return (
    <>
      <p className={popoverStyles.head}>{t.logs.columnsTitle}</p>
      <SearchField
        label={t.logs.columnsFind}
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      {found.map(({ name }) => (
        <PopoverItem
          key={name}
          checked={columns.chosen.includes(name)}
          onClick={() => columns.toggle(name)}
        >
          <span className={popoverStyles.tick} />
          <span className="mono clip">{name}</span>
        </PopoverItem>
      ))}
      {names.length === 0 && <p className={popoverStyles.head}>{t.logs.columnsNone}</p>}
      <hr className={popoverStyles.rule} />
      <PopoverItem onClick={columns.reset}>{t.logs.columnsReset}</PopoverItem>
    </>
  );
}
