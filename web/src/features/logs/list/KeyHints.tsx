import { t } from '@/lib/strings';
import { Kbd } from '@/ui/Kbd';
import s from '../logs.module.css';

const words = t.logs.keys;
const HINTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['J K', words.move],
  ['↵', words.open],
  ['T', words.execution],
  ['I X', words.only],
  ['Space', words.tail],
  ['?', words.all],
];

/** The keys of this page, at its foot. */
export const KeyHints = () => (
  <footer className={s.hints}>
    {HINTS.map(([keys, meaning]) => (
      <span key={keys}>
        {keys.split(' ').map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
        {meaning}
      </span>
    ))}
  </footer>
);
