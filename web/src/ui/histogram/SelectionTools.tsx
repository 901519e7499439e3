import { t } from '@/lib/strings';
import { Button } from '../Button';
import { Kbd } from '../Kbd';
import s from './histogram.module.css';
import type { TimeSpan } from './model/buckets';
import { spanText } from './model/time-ticks';

interface SelectionToolsProps {
  selection: TimeSpan;
  onZoom: (span: TimeSpan) => void;
  onClear: () => void;
}

/** What is selected in a histogram, and what can be done with it. */
export function SelectionTools({ selection, onZoom, onClear }: SelectionToolsProps) {
  return (
    <div className={s.tools}>
      <b className="num">{spanText(selection)}</b>
      <Button look="ghost" small onClick={() => onZoom(selection)}>
        {t.histogram.zoomIn} <Kbd>↵</Kbd>
      </Button>
      <Button look="ghost" small onClick={onClear}>
        {t.histogram.clear} <Kbd>esc</Kbd>
      </Button>
    </div>
  );
}
