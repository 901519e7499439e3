import { TriangleAlert } from 'lucide-react';
import { t } from '@/lib/strings';
import { spanText } from '@/ui/histogram/model/time-ticks';
import s from './log.module.css';
import type { Gap } from './rows';

interface GapLineProps {
  gap: Gap;
  onLoad: ((gap: Gap) => void) | undefined;
  isLoading: boolean;
}

/** Says where lines were dropped, and gets them. */
export function GapLine({ gap, onLoad, isLoading }: GapLineProps) {
  const { from, to } = gap;
  const second = (time: string) => Math.floor(Date.parse(time) / 1000) * 1000;
  const span = from && to ? spanText({ from: second(from), to: second(to) }) : '';
  return (
    <div className={s.gap} role="note">
      <TriangleAlert className="ico" aria-hidden />
      <span>
        {t.logs.gap(gap.count, gap.isExact, span)}{' '}
        {onLoad && (
          <button type="button" className="link" disabled={isLoading} onClick={() => onLoad(gap)}>
            {isLoading ? t.logs.gapLoading : t.logs.gapLoad}
          </button>
        )}
      </span>
    </div>
  );
}
