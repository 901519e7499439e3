import s from './histogram.module.css';

interface SelectedProps {
  left: number;
  right: number;
  width: number;
  text: string;
  hasHandles: boolean;
}

/** The stretch of time that is chosen, and what is in it. */
export function Selected({ left, right, width, text, hasHandles }: SelectedProps) {
  // Beside it where there is room, so that its bars stay in sight.
  const isLeft = left > width - right;
  const place = isLeft ? { right: width - left + 6 } : { left: right + 6 };
  const isWide = Math.max(left, width - right) < 190;
  return (
    <div aria-hidden>
      <div
        className={s.selected}
        data-handles={hasHandles || undefined}
        style={{ left, width: right - left }}
      />
      <div className={s.told} style={isWide ? { left: left + 6 } : place}>
        {text}
      </div>
    </div>
  );
}
