import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { plain } from '@/lib/plain';
import { t } from '@/lib/strings';
import s from './preview.module.css';

const words = t.executions.preview;

/** What was asked and what was answered. */
export function Exchange({ execution }: { execution: Execution }) {
  const { inputPreview, messageCount } = execution;
  // A single message is the question: what stands as output is some step's, not an answer.
  const outputPreview = messageCount === 1 ? null : execution.outputPreview;
  if (!inputPreview && !outputPreview) return null;
  // Messages are Markdown; another input may be anything.
  const line = (text: string) => (messageCount > 0 ? plain(text) : text);
  return (
    <section>
      <h3>
        {messageCount > 0 ? words.conversation : words.inputOutput}
        {messageCount > 0 && <span>{words.messages(messageCount)}</span>}
      </h3>
      {inputPreview && <p className={s.bubble}>{line(inputPreview)}</p>}
      {messageCount > 2 && <p className={s.between}>{words.between(messageCount - 2)}</p>}
      {outputPreview && <p className={cx(s.bubble, s.answer)}>{line(outputPreview)}</p>}
    </section>
  );
}
