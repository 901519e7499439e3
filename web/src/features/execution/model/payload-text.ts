// The words inside of a span: what is looked through when somebody searches payloads.

/** Characters of one span beyond which the rest is not looked through. */
const LONGEST = 200_000;

interface Pending {
  key: string;
  value: unknown;
}

/**
 * Every value in these payloads as a line `key=value`, in lower case: so that a value is found by itself,
 * and an attribute by its name. Iterative: values may be deep.
 */
export function payloadText(payload: object, longest = LONGEST): string {
  const lines: string[] = [];
  let length = 0;
  const pending: Pending[] = [{ key: '', value: payload }];
  for (let next = pending.pop(); next && length < longest; next = pending.pop()) {
    const { key, value } = next;
    if (value === null || value === undefined) continue;
    if (typeof value !== 'object') {
      const line = `${key}=${value}`;
      lines.push(line);
      length += line.length + 1;
      continue;
    }
    const isList = Array.isArray(value);
    const entries = isList ? value.map((each) => [key, each] as const) : Object.entries(value);
    for (let at = entries.length - 1; at >= 0; at -= 1)
      pending.push({ key: entries[at][0], value: entries[at][1] });
  }
  return lines.join('\n').slice(0, longest).toLowerCase();
}

/** The ids of the spans whose text has the words, in lower case. */
export function findIds(ids: readonly string[], texts: readonly string[], wanted: string) {
  return ids.filter((_, index) => texts[index].includes(wanted));
}
