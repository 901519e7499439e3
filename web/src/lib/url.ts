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

/** A parameter that may be there several times; nothing where it is not there at all. */
export function textsOf(value: unknown): string[] | undefined {
  const texts = [value].flat().filter((each): each is string => typeof each === 'string' && !!each);
  return texts.length > 0 ? texts : undefined;
}

/** A parameter that is one text, or nothing. */
export const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
