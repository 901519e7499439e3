// Parameters in the URL as plain text: `?status=error&status=running`, never JSON.

export type Search = Record<string, unknown>;

export function parseSearch(text: string): Search {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === '__proto__') continue;
    const before = search[name];
    if (before === undefined) search[name] = value;
    else search[name] = [before, value].flat();
  }
  return search;
}

export function stringifySearch(search: Search): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') pairs.append(name, String(each));
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

/** A parameter that is one text, or nothing. */
export const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
