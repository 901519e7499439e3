// What a rule asks of executions: as it is typed, as it is sent, and as a sentence.
import type { ReviewPriority } from '@/api/reviews';
import type { Schemas } from '@/api/types';
import { t } from '@/lib/strings';
import { LONGEST_TAG, listOf, MOST_TAGS } from '@/lib/tags';
import { parseScore, scoreNumber } from '@/ui/scores/model/value';

export type Rule = Schemas['ReviewRule'];
/** What others may have written; a text is compared the same. */
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
  return { kind: 'event', subject: name, property: property ?? '', value: String(value ?? '') };
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
  // Values are compared as texts: what is typed is sent as it stands, and 1.10 stays that.
  const of = property.trim();
  const rest = of ? { property: of, ...(typed && { value: typed }) } : {};
  return { event: { name, ...rest } };
}

/** What is sent to make a rule. */
export const ruleOf = (draft: RuleDraft): Schemas['ReviewRuleNew'] => ({
  name: draft.name.trim(),
  when: sentWhen(draft) as Schemas['RuleCondition'],
  agentId: draft.agent.trim() || null,
  priority: draft.priority,
  tags: listOf(draft.tags),
});

/** What is sent over one: what was changed, and nothing that only reads otherwise here, as a tag with a comma does. */
export function changeOf(rule: Rule, draft: RuleDraft): Schemas['ReviewRuleChange'] {
  const was = draftOf(rule);
  const { name, when, agentId, priority, tags } = ruleOf(draft);
  const asks: (keyof RuleDraft)[] = ['kind', 'percent', 'subject', 'property', 'value'];
  return {
    ...(draft.name !== was.name && { name }),
    ...(asks.some((key) => draft[key] !== was[key]) && { when }),
    ...(draft.agent !== was.agent && { agentId }),
    ...(draft.priority !== was.priority && { priority }),
    ...(draft.tags !== was.tags && { tags }),
  };
}

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
  const tags = listOf(draft.tags);
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
  return words.eventIs(name, property, String(value));
}
