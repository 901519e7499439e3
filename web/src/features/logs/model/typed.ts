// What is typed into the search box: `field=value` and `-field:value` become conditions, the rest is text.
import { type Condition, canExclude, keyOf } from './conditions';

const FIELD = String.raw`-?[A-Za-z_][\w.-]*`;
const VALUE = String.raw`"[^"]*"|[^\s"]+`;
/** Not `https://…`: an address is text. */
const CONDITION = new RegExp(`^(${FIELD})(!?[=:])(?!//)(${VALUE})$`);
const STARTED = new RegExp(`^(${FIELD})(!?[=:])(?!//)("?)([^"]*)$`);

/** Words, a quoted part being one with what is before it. */
const words = (text: string) => text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];

/** A text in quotes is meant as it is, without them. */
export const unquoted = (text: string) => text.replace(/^"(.*)"$/s, '$1');

function conditionOf(word: string): Condition | null {
  const [, name, operator, value] = CONDITION.exec(word) ?? [];
  if (!name || unquoted(value) === '') return null;
  const isMinus = name.startsWith('-');
  const key = keyOf(isMinus ? name.slice(1) : name);
  const isNot = isMinus !== operator.startsWith('!');
  // An id cannot be excluded, so that it stays text for people to see.
  if (isNot && !canExclude(key)) return null;
  return { key, value: unquoted(value), isNot };
}

export interface Typed {
  conditions: Condition[];
  text: string;
}

/** All conditions in a text, and the text without them. */
export function readTyped(text: string): Typed {
  const conditions: Condition[] = [];
  const rest = words(text).filter((word) => {
    const condition = conditionOf(word);
    if (condition) conditions.push(condition);
    return !condition;
  });
  return { conditions, text: rest.join(' ') };
}

/** The condition that somebody is about to type: the last word, where it names a field. */
export interface Started {
  key: string;
  isNot: boolean;
  /** As far as it is typed. */
  value: string;
  /** What stands before it. */
  before: string;
}

export function startedCondition(text: string): Started | null {
  const last = words(text).at(-1) ?? '';
  if (!text.endsWith(last)) return null;
  const [, name, operator, , value] = STARTED.exec(last) ?? [];
  if (!name) return null;
  const isMinus = name.startsWith('-');
  const before = text.slice(0, text.length - last.length);
  const key = keyOf(isMinus ? name.slice(1) : name);
  return { key, isNot: isMinus !== operator.startsWith('!'), value, before };
}

/** What to search for while a condition is being typed: everything but that. */
export const settledText = (text: string) => (startedCondition(text)?.before ?? text).trim();
