import { useId } from 'react';
import type { Family } from '@/lib/span-types';
import { t } from '@/lib/strings';
import s from './waiting.module.css';

/** The trace to come: family, left, length; a row each. */
const BARS: [Family, number, number][] = [
  ['agent', 0, 218],
  ['guard', 4, 18],
  ['workflow', 24, 84],
  ['llm', 34, 52],
  ['retrieval', 88, 20],
  ['tool', 112, 60],
  ['llm', 140, 66],
  ['voice', 196, 22],
];

const place = (row: number, left: number, width: number) => ({
  x: 128 + left,
  y: 20 + row * 16,
  width,
  height: 7,
  rx: 2,
});

const RAY = 'M64 73 420 25v96z';

/** A lighthouse whose beam colours the bars that it sweeps over. */
export function Scene() {
  const [ray, seen] = [useId(), useId()];
  return (
    <svg
      className={s.scene}
      viewBox="0 0 372 176"
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={t.firstRun.scene}
    >
      <defs>
        <linearGradient id={ray}>
          <stop offset="0" stopColor="var(--beam)" stopOpacity=".6" />
          <stop offset=".45" stopColor="var(--beam)" stopOpacity=".22" />
          <stop offset="1" stopColor="var(--beam)" stopOpacity="0" />
        </linearGradient>
        <mask id={seen} className={s.mask}>
          <path className={s.sweep} d={RAY} fill="currentColor" />
        </mask>
      </defs>
      <path className={s.sweep} d={RAY} fill={`url(#${ray})`} />
      {BARS.map(([, left, width], row) => (
        <rect key={place(row, left, width).y} className={s.unlit} {...place(row, left, width)} />
      ))}
      <g className={s.lit} mask={`url(#${seen})`}>
        {BARS.map(([family, left, width], row) => (
          <rect key={place(row, left, width).y} data-family={family} {...place(row, left, width)} />
        ))}
      </g>
      <path d="M64 73 0 62v22z" fill="var(--beam)" opacity=".14" />
      <path
        className={s.sea}
        strokeWidth="1.500"
        d="M0 157h44M92 157h280M18 165h60M110 165h120M262 165h64"
      />
      <g className={s.tower}>
        <path d="M56 84 50 157h28l-6-73z" fill="currentColor" />
        <path d="M54.500 103h19l1 13h-21z" fill="var(--sunken)" />
        <path d="M52.100 131h23.800l1 13H51z" fill="var(--sunken)" />
        <rect x="51" y="80" width="26" height="4" rx="1" fill="currentColor" />
        <rect
          className={s.lamp}
          x="56.500"
          y="67"
          width="15"
          height="12"
          rx="1.500"
          fill="var(--beam)"
        />
        <path d="M54 66 64 57l10 9z" fill="currentColor" />
        <path d="M64 52v6" stroke="currentColor" strokeWidth="1.500" />
      </g>
    </svg>
  );
}
