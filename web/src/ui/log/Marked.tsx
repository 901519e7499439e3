import { marked } from './model/marks';

/** A text in which what was searched for is marked. */
export function Marked({ text, search }: { text: string; search: string | undefined }) {
  if (!search) return text;
  return marked(text, search).map(({ text: part, isFound }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
    isFound ? <mark key={index}>{part}</mark> : part,
  );
}
