import type { Node } from '@/api/types';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Code } from '@/ui/JsonTree';
import s from './panel.module.css';

const words = t.execution.span;

/** What went wrong, with the stack. */
export function ErrorSection({ node: { error, statusMessage } }: { node: Node }) {
  const message = error?.message ?? statusMessage;
  return (
    <section>
      <div className={s.error} role="note">
        <b>{error?.type ?? words.error}</b>
        {message && <p>{message}</p>}
      </div>
      {error?.stack && (
        <details className={s.stack} open>
          <summary>
            {words.stack}
            <CopyButton text={error.stack} label={words.copyStack} />
          </summary>
          <Code>{error.stack}</Code>
        </details>
      )}
    </section>
  );
}
