/** Two letters of a name; nothing where it is one word, a number or an id. */
export function initials(name: string): string {
  const [one, last] = name.match(/^(\p{L})\D*\s(\p{L})[^\s\d]*$/u)?.slice(1) ?? [];
  return one && last ? `${one}${last}`.toUpperCase() : '';
}
