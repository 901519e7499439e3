import { count } from '@/lib/format';
import { PHONE, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { pageStyles } from '@/ui/Page';
import { Segmented } from '@/ui/Segmented';
import { Tag } from '@/ui/Tag';
import { SORTS } from '../model/rows';
import { Find } from './Find';
import { Levels } from './Levels';
import { PhoneMenu } from './PhoneMenu';
import { TypeFilter } from './TypeFilter';
import s from './trace.module.css';
import type { TraceData } from './useTrace';
import type { TraceView } from './useTraceView';

const words = t.execution;
const SORT_WORDS = { ...words.sort, type: t.trace.sortType };
export const SORT_OPTIONS = SORTS.map((value) => ({ value, label: SORT_WORDS[value] }));

export interface TraceToolsProps {
  data: TraceData;
  view: TraceView;
  showsCritical: boolean;
  onCritical: () => void;
  showsStatistics: boolean;
  onStatistics: () => void;
  /** Enter in the search box goes on to the tree. */
  onEnter: () => void;
}

export function TraceTools(props: TraceToolsProps) {
  const { data, view } = props;
  const isPhone = useMedia(PHONE);
  return (
    <div className={`${pageStyles.tools} ${s.tools}`}>
      <Find view={view} onEnter={props.onEnter} />
      <TypeFilter trace={data.trace} view={view} />
      {isPhone ? <PhoneMenu {...props} /> : <WideTools {...props} />}
    </div>
  );
}

/** What a phone has in a menu. */
function WideTools({ data, view, ...props }: TraceToolsProps) {
  return (
    <>
      <Segmented
        label={words.sortLabel}
        value={view.sort}
        options={SORT_OPTIONS}
        onChange={view.setSort}
      />
      <Button
        look="ghost"
        title={words.criticalHint}
        aria-pressed={props.showsCritical}
        onClick={props.onCritical}
      >
        {words.criticalPath}
      </Button>
      {view.errors.length > 0 && (
        <Button
          look="ghost"
          title={`${words.errorsHint} (e)`}
          onClick={() => view.hop(view.errors, 1)}
        >
          {words.errors} <Tag tone="error">{count(view.errors.length)}</Tag>
        </Button>
      )}
      {view.isZoomed && (
        <Button look="ghost" onClick={() => view.setZoomed(null)}>
          {words.resetZoom}
        </Button>
      )}
      <span className="grow" />
      <Levels trace={data.trace} view={view} />
      <Button look="ghost" aria-pressed={props.showsStatistics} onClick={props.onStatistics}>
        {words.statistics}
      </Button>
    </>
  );
}
