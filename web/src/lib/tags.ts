// Tags as reviews have them and rules give them, and other names that are typed in one field.

/** What the server takes. */
export const MOST_TAGS = 20;
export const LONGEST_TAG = 64;

/** Several, divided by commas, each once. */
export const listOf = (text: string): string[] => {
  const all = text.split(',').map((each) => each.trim());
  return [...new Set(all.filter(Boolean))];
};
