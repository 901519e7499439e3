import type { ReactNode } from 'react';
import { t } from '@/lib/strings';
import s from './editor.module.css';
import type { Problem } from './model/problems';

interface SectionProps {
  label: string;
  /** Beside the label, in grey. */
  note?: string;
  problem?: Problem;
  children: ReactNode;
}

/** A part of the form under its label, with what is wrong with it. */
export const Section = ({ label, note, problem, children }: SectionProps) => (
  <section>
    <div className={s.label}>
      {label}
      {note && <span>{note}</span>}
    </div>
    {children}
    {problem && (
      <p className={s.problem} role="alert">
        {t.editor.problems[problem]}
      </p>
    )}
  </section>
);
