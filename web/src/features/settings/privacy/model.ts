// A policy as it is edited: rules have identities and one text each, whatever kind they are.
import type { Preset, PrivacyPolicy, PrivacyRule, Verbosity } from '../api';

export const KINDS = ['preset', 'keys', 'path', 'regex'] as const;
export type Kind = (typeof KINDS)[number];
export const PRESETS = ['cpf', 'card_number', 'email', 'bearer_token'] as const;
/** What a preset leaves in the place of what it found, unless a rule says otherwise. */
export const LEAVES: Record<Preset, string> = {
  cpf: '[cpf]',
  card_number: '[card]',
  email: '[email]',
  bearer_token: '[token]',
};

/** What a rule of a kind looks like. */
export const EXAMPLES: Record<Exclude<Kind, 'preset'>, string> = {
  keys: 'password, *.authorization',
  path: '$.input.customer.phone',
  regex: 'order-\\d{8}',
};

export const VERBOSITIES = ['full', 'standard', 'metadata'] as const;

/** What the server takes at most. */
export const MOST_RULES = 50;
const LEAST_LENGTH = 100;
const MOST_LENGTH = 10_000_000;

export interface DraftRule {
  id: number;
  kind: Kind;
  preset: Preset;
  /** Keys separated by commas, a path or an expression. */
  text: string;
  name: string;
  /** Null: what the kind puts there by itself. An empty text is one, too. */
  replacement: string | null;
}

export interface Draft {
  verbosity: Verbosity;
  /** As it was typed. */
  maxLength: string;
  rules: DraftRule[];
}

let lastId = 0;

export function newRule(kind: Kind): DraftRule {
  lastId += 1;
  return { id: lastId, kind, preset: 'cpf', text: '', name: '', replacement: null };
}

function kindOf(rule: PrivacyRule): Kind {
  if (rule.preset) return 'preset';
  if (rule.path != null) return 'path';
  return rule.regex != null ? 'regex' : 'keys';
}

export function draftOf(policy: PrivacyPolicy): Draft {
  const rules = policy.rules.map((rule) => ({
    ...newRule(kindOf(rule)),
    preset: rule.preset ?? 'cpf',
    text: rule.path ?? rule.regex ?? rule.keys?.join(', ') ?? '',
    name: rule.name ?? '',
    replacement: rule.replacement ?? null,
  }));
  return { verbosity: policy.verbosity, maxLength: String(policy.maxLength), rules };
}

/** The keys of a text, without what is empty or said twice. */
const keysOf = (text: string) => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((key) => key.trim())
      .filter(Boolean),
  ),
];

function ruleOf(draft: DraftRule): PrivacyRule {
  const rule: PrivacyRule = {};
  if (draft.name.trim()) rule.name = draft.name.trim();
  if (draft.kind === 'preset') rule.preset = draft.preset;
  if (draft.kind === 'keys') rule.keys = keysOf(draft.text);
  if (draft.kind === 'path') rule.path = draft.text.trim();
  // Spaces at the ends of an expression are its own.
  if (draft.kind === 'regex') rule.regex = draft.text;
  if (draft.replacement !== null) rule.replacement = draft.replacement;
  return rule;
}

export const policyOf = (draft: Draft): PrivacyPolicy => ({
  verbosity: draft.verbosity,
  maxLength: Number(draft.maxLength),
  rules: draft.rules.map(ruleOf),
});

export const isSame = (a: Draft, b: Draft) =>
  JSON.stringify(policyOf(a)) === JSON.stringify(policyOf(b));

export type Fault = 'length' | 'empty';

/** What is wrong before the server is asked, by the field's path as the server names it. */
export function faults(draft: Draft): Record<string, Fault> {
  const found: Record<string, Fault> = {};
  const length = Number(draft.maxLength);
  const isLength = /^\d+$/.test(draft.maxLength.trim());
  if (!isLength || length < LEAST_LENGTH || length > MOST_LENGTH) found.maxLength = 'length';
  draft.rules.forEach((rule, index) => {
    if (rule.kind === 'preset') return;
    const isEmpty = rule.kind === 'keys' ? keysOf(rule.text).length === 0 : !rule.text.trim();
    if (isEmpty) found[`rules[${index}].${rule.kind}`] = 'empty';
  });
  return found;
}

export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item as T);
  return next;
}

export type Sample =
  | { items: Record<string, unknown>[] }
  | { problem: 'json' | 'shape' | 'many' | 'none' };

const MOST_ITEMS = 100;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a sample: an object, a list of them, or one on each line. */
export function readSample(text: string): Sample {
  const trimmed = text.trim();
  if (!trimmed) return { problem: 'none' };
  const value = parse(trimmed) ?? lines(trimmed);
  if (value === undefined) return { problem: 'json' };
  const items = Array.isArray(value) ? value : [value];
  if (!items.every(isObject)) return { problem: 'shape' };
  return items.length > MOST_ITEMS ? { problem: 'many' } : { items };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lines(text: string): unknown[] | undefined {
  const values = text
    .split('\n')
    .filter((line) => line.trim())
    .map(parse);
  return values.includes(undefined) ? undefined : values;
}
