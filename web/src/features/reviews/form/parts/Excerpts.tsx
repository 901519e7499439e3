import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import s from '../correction.module.css';
import type { Excerpt } from '../model/excerpts';

/** More are not read; how many there are is told above. */
const MOST = 40;

/** The changes of a text that is too long to be marked while it is written. */
export const Excerpts = ({ excerpts }: { excerpts: readonly Excerpt[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <ol className={s.excerpts} aria-label={t.reviewForm.changes(excerpts.length)} tabIndex={0}>
    {excerpts.slice(0, MOST).map(({ before, removed, added, after }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they come anew with each comparison
      <li key={index} dir="auto">
        {before}
        {removed && <del>{removed}</del>}
        {added && <ins>{added}</ins>}
        {after}
      </li>
    ))}
    {excerpts.length > MOST && <li>… {count(excerpts.length - MOST)}</li>}
  </ol>
);
