// Where a search was found in a text.

export interface Part {
  text: string;
  isFound: boolean;
}

/** Marks beyond this say nothing more. */
const MOST = 50;

/** The text in parts, those that were searched for among them; case does not matter. */
export function marked(text: string, search: string | undefined): Part[] {
  const needle = search?.toLowerCase();
  if (!needle) return [{ text, isFound: false }];
  const hay = text.toLowerCase();
  // A letter whose lower case is longer would shift what follows.
  if (hay.length !== text.length) return [{ text, isFound: false }];
  const parts: Part[] = [];
  let at = 0;
  for (let found = hay.indexOf(needle); found >= 0; found = hay.indexOf(needle, at)) {
    if (found > at) parts.push({ text: text.slice(at, found), isFound: false });
    at = found + needle.length;
    parts.push({ text: text.slice(found, at), isFound: true });
    if (parts.length >= MOST) break;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}
