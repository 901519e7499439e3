// The keys of a page or a panel, at its foot; not on the phone, which has none.
import { Kbd } from './Kbd';
import s from './key-hints.module.css';

/** `hints` are keys, divided by spaces, and what they do. */
export const KeyHints = ({ hints }: { hints: readonly (readonly [string, string])[] }) => (
  <footer className={`${s.hints} wide`}>
    {hints.map(([keys, meaning]) => (
      <span key={keys}>
        {keys.split(' ').map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
        {meaning}
      </span>
    ))}
  </footer>
);
