// The short words at the right of a row.
import type { Node } from '@/api/types';
import { short } from '@/lib/format';
import { t } from '@/lib/strings';

const LONGEST = 16;

/** A failing span's code: an HTTP status in its message, a short error type, or the word. */
export function errorLabel({ error, statusMessage }: Node): string {
  const code = /\b[45]\d\d\b/.exec(
    `${error?.type ?? ''} ${error?.message ?? ''} ${statusMessage ?? ''}`,
  );
  if (code) return code[0];
  const type = error?.type?.split(/[.:]/).pop();
  return type && type.length <= LONGEST ? type : t.execution.errorWord;
}

/** A span's tokens: `5.1k tok`. */
export function usageLabel({ usage }: Node): string | null {
  const total = usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return total > 0 ? t.execution.tokens(short(total)) : null;
}
