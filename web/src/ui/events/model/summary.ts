// An event's properties in one line, and the colour of its name: the same wherever it is shown.
import { jsonKind } from '@/lib/json-rows';
import { FAMILIES, type Family } from '@/lib/span-types';

const MOST_PROPERTIES = 6;
const MOST_CHARACTERS = 60;

/** `category network · duration 4`: some of many, cut short, whatever was sent. */
export function propertiesText(properties: Record<string, unknown>): string {
  const entries = Object.entries(properties);
  const told = entries
    .slice(0, MOST_PROPERTIES)
    .map(([name, value]) => `${cut(name)} ${valueText(value)}`);
  return [...told, ...(entries.length > MOST_PROPERTIES ? ['…'] : [])].join(' · ');
}

/** A value in a few characters; of structures only their kind, since they may be of any depth. */
export function valueText(value: unknown): string {
  const kind = jsonKind(value);
  if (kind === 'array') return '[…]';
  if (kind === 'object') return '{…}';
  return cut(String(value ?? null));
}

function cut(text: string): string {
  const line = text.slice(0, MOST_CHARACTERS * 2).replace(/\s+/g, ' ');
  return line.length > MOST_CHARACTERS || text.length > MOST_CHARACTERS * 2
    ? `${line.slice(0, MOST_CHARACTERS)}…`
    : line;
}

/** Grey stands for the rest. */
const COLOURS = FAMILIES.filter((family) => family !== 'span');

/** A colour of its own for each name, as spans have them by their families. */
export function colourOf(name: string): Family {
  let hash = 7;
  for (let at = 0; at < Math.min(name.length, 200); at += 1) {
    hash = (hash * 31 + name.charCodeAt(at)) % 1_000_003;
  }
  return COLOURS[hash % COLOURS.length];
}
