// What a rule asks of executions: as it is typed, as it is sent, and as a sentence.
import type { ReviewPriority } from '@/api/reviews';
import type { Schemas } from '@/api/types';
import { t } from '@/lib/strings';
import { parseScore, scoreNumber } from '@/ui/scores/model/value';

export type Rule = Schemas['ReviewRule'];
type Scalar = string | number | boolean;

export const KINDS = ['sample', 'status', 'scoreBelow', 'tag', 'attribute', 'event'] as const;
export type Kind = (typeof KINDS)[number];

/** As the server keeps it: exactly one of these. */
export type When =
  | { sample: number }
  | { status: 'error' }
  | { scoreBelow: { name: string; value: number } }
  | { tag: string }
  | { attribute: { key: string; value?: string | null } }
  | { event: { name: string; property?: string | null; value?: Scalar | null } };

export interface RuleDraft {
  name: string;
  kind: Kind;
  percent: string;
  /** Of a score or an event, a tag, or an attribute's key. */
  subject: string;
  property: string;
  /** A score's bound, or what an attribute or a property has to be. */
  value: string;
  agent: string;
  priority: ReviewPriority;
  /** Divided by commas. */
  tags: string;
}

export const EMPTY_RULE: RuleDraft = {
  name: '',
  kind: 'status',
  percent: '5',
  subject: '',
  property: '',
  value: '',
  agent: '',
  priority: 'medium',
  tags: '',
};

/** A value as it is typed: text that would read as another type stands in quotes. */
export function writeScalar(value: Scalar): string {
  return typeof value === 'string' && readScalar(value) !== value
    ? JSON.stringify(value)
    : String(value);
}

/** `true`, `5` and `down` as what they look like, `"5"` as text. */
export function readScalar(text: string): Scalar {
  const typed = text.trim();
  if (typed === 'true' || typed === 'false') return typed === 'true';
  if (/^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(typed) && Number.isFinite(Number(typed)))
    return Number(typed);
  if (!/^".*"$/s.test(typed)) return typed;
  try {
    return JSON.parse(typed) as string;
  } catch {
    return typed;
  }
}

const condition = (when: When): Partial<RuleDraft> & { kind: Kind } => {
  if ('sample' in when) return { kind: 'sample', percent: String(when.sample) };
  if ('status' in when) return { kind: 'status' };
  if ('tag' in when) return { kind: 'tag', subject: when.tag };
  if ('scoreBelow' in when) {
    const { name, value } = when.scoreBelow;
    return { kind: 'scoreBelow', subject: name, value: String(value) };
  }
  if ('attribute' in when) {
    const { key, value } = when.attribute;
    return { kind: 'attribute', subject: key, value: value ?? '' };
  }
  const { name, property, value } = when.event;
  const text = value === null || value === undefined ? '' : writeScalar(value);
  return { kind: 'event', subject: name, property: property ?? '', value: text };
};

/** The wire says no more than that a condition is one of these. */
export const whenOf = ({ when }: Pick<Rule, 'when'>) => when as unknown as When;

export const draftOf = (rule: Rule): RuleDraft => ({
  ...EMPTY_RULE,
  ...condition(whenOf(rule)),
  name: rule.name,
  agent: rule.agentId ?? '',
  priority: rule.priority,
  tags: rule.tags.join(', '),
});

function sentWhen({ kind, percent, subject, property, value }: RuleDraft): When {
  const name = subject.trim();
  const typed = value.trim();
  if (kind === 'sample') return { sample: parseScore(percent) ?? 0 };
  if (kind === 'status') return { status: 'error' };
  if (kind === 'scoreBelow') return { scoreBelow: { name, value: parseScore(value) ?? 0 } };
  if (kind === 'tag') return { tag: name };
  if (kind === 'attribute') return { attribute: { key: name, ...(typed && { value: typed }) } };
  const of = property.trim();
  const rest = of ? { property: of, ...(typed && { value: readScalar(value) }) } : {};
  return { event: { name, ...rest } };
}

export const tagsOf = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  ),
];

/** What is sent, to make a rule or over one. */
export const ruleOf = (draft: RuleDraft) => ({
  name: draft.name.trim(),
  when: sentWhen(draft) as Schemas['RuleCondition'],
  agentId: draft.agent.trim() || null,
  priority: draft.priority,
  tags: tagsOf(draft.tags),
});

export type RuleField = 'name' | 'percent' | 'subject' | 'property' | 'value' | 'agent' | 'tags';

/** Which fields of a draft the server speaks of, by its own paths. */
const PATHS: readonly [path: RegExp, field: RuleField][] = [
  [/^name$/, 'name'],
  [/^when\.sample$/, 'percent'],
  [/^when\.scoreBelow\.name$|^when\.tag$|^when\.attribute\.key$|^when\.event\.name$/, 'subject'],
  [/^when\.event\.property$/, 'property'],
  [/^when\.(scoreBelow|attribute|event)\.value$/, 'value'],
  [/^agentId$/, 'agent'],
  [/^tags(\[\d+\])?$/, 'tags'],
];

export const fieldOf = (path: string): RuleField | undefined =>
  PATHS.find(([each]) => each.test(path))?.[1];

export type RuleFault = 'empty' | 'percent' | 'number' | 'noProperty' | 'tooLong' | 'tooMany';

const LONGEST_TAG = 64;
const MOST_TAGS = 20;
const NEEDS_SUBJECT: readonly Kind[] = ['scoreBelow', 'tag', 'attribute', 'event'];

export function ruleFaults(draft: RuleDraft): Partial<Record<RuleField, RuleFault>> {
  const found: Partial<Record<RuleField, RuleFault>> = {};
  const { kind } = draft;
  if (!draft.name.trim()) found.name = 'empty';
  if (NEEDS_SUBJECT.includes(kind) && !draft.subject.trim()) found.subject = 'empty';
  if (kind === 'sample') {
    const percent = parseScore(draft.percent);
    if (percent === null || percent < 0 || percent > 100) found.percent = 'percent';
  }
  if (kind === 'scoreBelow' && parseScore(draft.value) === null) found.value = 'number';
  if (kind === 'event' && draft.value.trim() && !draft.property.trim())
    found.property = 'noProperty';
  const tags = tagsOf(draft.tags);
  if (tags.length > MOST_TAGS) found.tags = 'tooMany';
  if (tags.some((tag) => [...tag].length > LONGEST_TAG)) found.tags = 'tooLong';
  return found;
}

/** `5 % of executions`, `executions whose score “helpful” is below 0.5`. */
export function sentence(when: When): string {
  const words = t.reviewRules.sentence;
  if ('sample' in when) return words.sample(scoreNumber(when.sample));
  if ('status' in when) return words.failed;
  if ('tag' in when) return words.tag(when.tag);
  if ('scoreBelow' in when) {
    return words.scoreBelow(when.scoreBelow.name, scoreNumber(when.scoreBelow.value));
  }
  if ('attribute' in when) {
    const { key, value } = when.attribute;
    return value === null || value === undefined
      ? words.attribute(key)
      : words.attributeIs(key, value);
  }
  if (!('event' in when)) return JSON.stringify(when);
  const { name, property, value } = when.event;
  if (!property) return words.event(name);
  if (value === null || value === undefined) return words.eventWith(name, property);
  return words.eventIs(name, property, writeScalar(value));
}
