import { CopyButton } from './CopyButton';
import s from './command.module.css';

/** A command to be copied into a terminal. */
export const Command = ({ text, label }: { text: string; label: string }) => (
  <div className={s.command}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <pre tabIndex={0}>{text}</pre>
    <CopyButton worded text={text} label={label} className={s.copy} />
  </div>
);
