// What an error of the server says: in a sentence, and field by field for forms.
import { ApiError } from '@/api/client';
import { t } from './strings';

/** A sentence for people. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return t.errors.unexpected;
  if (error.status === 0) return t.errors.unreachable;
  const fields = error.problem?.errors?.map(({ field, detail }) => `${field}: ${detail}`) ?? [];
  const detail = error.message || t.errors.status(error.status);
  // The detail of a single field's error is that error.
  return fields.length === 1 && fields[0] === detail ? detail : [detail, ...fields].join(' ');
}

/** What is wrong with which field, by its path: `limits.bytesPerSecond`, `rules[2].regex`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const told = error.problem?.errors ?? [];
  return Object.fromEntries(told.map(({ field, detail }) => [field, sentence(detail)]));
}

/** The sentence over a form: nothing where each error stands beside a field that the form shows. */
export function remainder(error: unknown, shown: (field: string) => boolean): string | null {
  if (!error) return null;
  const fields = Object.keys(fieldErrors(error));
  return fields.length > 0 && fields.every(shown) ? null : explain(error);
}

/** The server speaks of fields in halves of sentences: "must be from 1 to 100". */
function sentence(detail: string): string {
  const text = detail.trim();
  const end = /[.!?]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
