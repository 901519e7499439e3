// What lines have to meet, as the address holds it: `level=error&not.attr.event=heartbeat`.
import type { Search } from '@/lib/url';

/** Fields that are parameters of their own; everything else is an attribute. */
const OWN = ['level', 'service', 'traceId', 'spanId', 'executionId'] as const;
const SINGLE: ReadonlySet<string> = new Set(['traceId', 'spanId', 'executionId']);
const NOT = 'not.';
const ATTRIBUTE = 'attr.';

export interface Condition {
  /** The parameter without its exclusion: `level`, `attr.call_id`. */
  key: string;
  value: string;
  isNot: boolean;
}

/** Parameters of conditions, as in the address. */
export type ConditionSearch = Record<string, string[] | undefined>;

const isKey = (key: string) =>
  OWN.some((own) => own === key) || (key.startsWith(ATTRIBUTE) && key.length > ATTRIBUTE.length);

/** What can be excluded: ids of traces and executions cannot. */
export const canExclude = (key: string) => !SINGLE.has(key);

/** The name that people see and type. */
export const fieldName = (key: string) =>
  key.startsWith(ATTRIBUTE) ? key.slice(ATTRIBUTE.length) : (SHOWN[key] ?? key);

const SHOWN: Record<string, string> = {
  traceId: 'trace',
  spanId: 'span',
  executionId: 'execution',
};

const TYPED: Record<string, string> = {
  level: 'level',
  severity: 'level',
  service: 'service',
  trace: 'traceId',
  traceid: 'traceId',
  trace_id: 'traceId',
  span: 'spanId',
  spanid: 'spanId',
  span_id: 'spanId',
  execution: 'executionId',
  executionid: 'executionId',
};

/** The parameter of a field as people call it. */
export function keyOf(name: string): string {
  const known = name.toLowerCase();
  // What is typed may be called like something that every object has.
  return Object.hasOwn(TYPED, known) ? TYPED[known] : `${ATTRIBUTE}${name}`;
}

export function readConditions(search: Search): Condition[] {
  return Object.entries(search).flatMap(([name, value]) => {
    const isNot = name.startsWith(NOT);
    const key = isNot ? name.slice(NOT.length) : name;
    if (!isKey(key) || (isNot && !canExclude(key))) return [];
    const values = [value].flat().filter((each) => typeof each === 'string' && each !== '');
    const told = SINGLE.has(key) ? values.slice(0, 1) : [...new Set(values)];
    return told.map((each) => ({ key, value: each as string, isNot }));
  });
}

const nameOf = ({ key, isNot }: Condition) => (isNot ? `${NOT}${key}` : key);

export function toSearch(conditions: readonly Condition[]): ConditionSearch {
  const search: ConditionSearch = {};
  for (const condition of conditions) {
    const name = nameOf(condition);
    search[name] = [...(search[name] ?? []), condition.value];
  }
  return search;
}

const isSame = (a: Condition, b: Condition) => a.key === b.key && a.value === b.value;

/** With a condition more. Its opposite goes, and an id takes the place of another. */
export function withCondition(conditions: readonly Condition[], added: Condition): Condition[] {
  const kept = conditions.filter(
    (each) => !isSame(each, added) && !(SINGLE.has(added.key) && each.key === added.key),
  );
  return [...kept, added];
}

export const without = (conditions: readonly Condition[], gone: Condition): Condition[] =>
  conditions.filter((each) => !(isSame(each, gone) && each.isNot === gone.isNot));

/** The same again takes it away, as a click on what is ticked does. */
export function toggled(conditions: readonly Condition[], one: Condition): Condition[] {
  const isThere = conditions.some((each) => isSame(each, one) && each.isNot === one.isNot);
  return isThere ? without(conditions, one) : withCondition(conditions, one);
}

const TRACE_ID = /^[0-9a-f]{32}$/i;

/** As the server takes them. An execution's own id is no trace id: the server knows which traces it covers. */
export function toQuery(conditions: readonly Condition[]): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, values = []] of Object.entries(toSearch(conditions))) {
    const isAlias = name === 'traceId' && !TRACE_ID.test(values[0]);
    const key = isAlias ? 'executionId' : name;
    query[key] = SINGLE.has(key) ? values[0] : values;
  }
  return query;
}
