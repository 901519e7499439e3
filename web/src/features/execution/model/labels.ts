// The short words at the right of a row.
import type { Node } from '@/api/types';
import { short } from '@/lib/format';
import { t } from '@/lib/strings';
import { tokensOf } from './stats';

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

/** Tokens in short: `5.1k tok`. */
export const tokensLabel = (tokens: number) =>
  tokens > 0 ? t.execution.tokens(short(tokens)) : null;

/** A span's own tokens; of an agent, and of what stands at the top, those of all its calls. */
export const shownTokens = (node: Node, depth: number, below: number) =>
  depth === 0 || node.type === 'agent_execution' ? below : tokensOf(node);

const DATE = /[-@](\d{4}-\d{2}-\d{2}|\d{8})$/;

/** A call's model, where the span's name does not say it already. */
export function modelLabel({ model, name }: Node): string | null {
  // Of `openai/gpt-4o-2024-08-06` what people call it.
  const short = model?.split('/').pop()?.replace(DATE, '');
  return short && !name.toLowerCase().includes(short.toLowerCase()) ? short : null;
}

/** What kind of its type a span is, where its name does not say it already. */
export const subtypeLabel = ({ subtype, name }: Node) =>
  subtype && !name.toLowerCase().includes(subtype.toLowerCase()) ? subtype : null;
