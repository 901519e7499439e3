// Colours of cards and groups: names of tokens, which suit both themes, or one of the person's own.

export const COLOR_NAMES = [
  'workflow',
  'step',
  'voice',
  'llm',
  'retrieval',
  'tool',
  'guard',
  'message',
  'agent',
  'span',
] as const;

/** For groups that nobody chose a colour for: neighbours are easily told apart. */
const BY_TURNS = [
  'workflow',
  'tool',
  'llm',
  'agent',
  'guard',
  'voice',
  'retrieval',
  'message',
  'step',
] as const;

const isName = (text: string) => COLOR_NAMES.some((name) => name === text);
const isHex = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** As CSS wants it; whatever is no colour becomes the first one. */
export function cssColor(color: string | undefined): string {
  if (color && isName(color)) return `var(--${color})`;
  return color && isHex(color) ? color : 'var(--workflow)';
}

/** The `index`th group's colour, beginning with the card's own. */
export function turnColor(first: string, index: number): string {
  const rest = BY_TURNS.filter((name) => name !== first);
  return index === 0 ? first : (rest[(index - 1) % rest.length] ?? first);
}
