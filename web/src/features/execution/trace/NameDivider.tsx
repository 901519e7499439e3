import type { KeyboardEvent, PointerEvent } from 'react';
import { useState } from 'react';
import { PHONE, useMedia } from '@/lib/media';
import { usePreference } from '@/lib/preference';
import { t } from '@/lib/strings';
import s from './trace.module.css';

const [LEAST, MOST, STEP] = [180, 900, 24];
const isWidth = (value: unknown): value is number =>
  typeof value === 'number' && value >= LEAST && value <= MOST;
const within = (width: number) => Math.min(MOST, Math.max(LEAST, Math.round(width)));

/** The width of the names' column: what this person chose, a share of the screen on a phone. */
export function useNameWidth() {
  const [width, setWidth] = usePreference('trace.names', 348, isWidth);
  const isPhone = useMedia(PHONE);
  return { css: isPhone ? '60%' : `min(${width}px, 60%)`, width, setWidth };
}

/** Makes the names' column wider or narrower. */
export function NameDivider({ width, setWidth }: Omit<ReturnType<typeof useNameWidth>, 'css'>) {
  const [grip, setGrip] = useState<number | null>(null);
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={t.execution.divider}
      aria-orientation="vertical"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={width}
      data-dragged={grip !== null || undefined}
      className={s.divider}
      onKeyDown={(event: KeyboardEvent) => {
        const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
        if (!step) return;
        event.preventDefault();
        setWidth(within(width + step));
      }}
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setGrip(event.clientX - width);
      }}
      onPointerMove={(event) => grip !== null && setWidth(within(event.clientX - grip))}
      onPointerUp={() => setGrip(null)}
    />
  );
}
