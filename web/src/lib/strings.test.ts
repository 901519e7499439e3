// Each language says everything in words of its own.
import { describe, expect, it } from 'vitest';
import { en } from './strings/en';
import { pt } from './strings/pt';

const FACTS = [
  [1, 7],
  [3, 7],
  [3, true],
  ['1', '7'],
];

/** A sentence about these facts; nothing where it is about others. */
function said(sentence: (...facts: unknown[]) => string, facts: unknown[]): string {
  try {
    return sentence(...facts);
  } catch {
    return '';
  }
}

/** Every word by its path; a sentence that is made of facts with some of them. */
function words(value: unknown, path = '', out = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'string') out.set(path, value);
  else if (typeof value === 'function') {
    const sentence = value as (...facts: unknown[]) => string;
    for (const facts of FACTS) out.set(`${path}(${facts})`, said(sentence, facts));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) words(inner, `${path}.${key}`, out);
  }
  return out;
}

/** What both languages say: names, keys, units, terms of the field, and what the facts above are. */
const SHARED = new Set(
  `farol log logs span spans trace token tokens tok status link links item e-mail json csv otlp sip
  opentelemetry pipeline resource python node english português cpf editor mod shift ctrl home end esc enter min ms true`.split(
    /\s+/,
  ),
);

/** What is typed as it stands here, in any language: scopes of keys, paths, marks. */
const TYPED = new Set([
  ...['ingest', 'read', 'review', 'admin'],
  ...['password, *.authorization', '$.input.customer.phone', '[card]', '[email]'],
]);

const isShared = (text: string) =>
  TYPED.has(text) ||
  (text.toLowerCase().match(/[\p{L}-]{2,}/gu) ?? []).every((word) => SHARED.has(word));

describe('Portuguese', () => {
  const [english, portuguese] = [words(en), words(pt)];

  it('has every word that English has, and no other', () => {
    expect([...portuguese.keys()]).toEqual([...english.keys()]);
  });

  it('is Portuguese', () => {
    const same = [...english].filter(([path, text]) => portuguese.get(path) === text);
    const untranslated = same.filter(([, text]) => !isShared(text));
    expect(untranslated).toEqual([]);
  });
});

const SOURCES = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!./strings/**', '!../**/*.test.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** Names of the entries, and of what they are in; entries of a list have the list's name. */
function entries(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => entries(inner, [...path, key]));
}

describe('every word', () => {
  const source = Object.values(SOURCES).join('\n');
  const named = new Set(source.match(/[\w$]+/g));
  /** Names whose entries are chosen by a value: `t.status[status]`. */
  const chosen = new Set(Array.from(source.matchAll(/\.(\w+)\[/g), ([, name]) => name));

  it('is said somewhere, as far as names tell', () => {
    const unsaid = entries(en).filter(
      (path) => !named.has(path.at(-1) ?? '') && !chosen.has(path.at(-2) ?? ''),
    );
    expect(unsaid.map((path) => path.join('.'))).toEqual([]);
  });
});
