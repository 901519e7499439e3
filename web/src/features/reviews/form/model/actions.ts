// What was done about it: common things are stored by their code and shown in words, others as they are typed.

export const ACTIONS = [
  'knowledge_base_updated',
  'prompt_changed',
  'tool_fixed',
  'model_changed',
  'escalated',
  'no_action',
] as const;

export type Action = (typeof ACTIONS)[number];
export type ActionWords = Record<Action, string>;

const isCommon = (stored: string): stored is Action => ACTIONS.some((code) => code === stored);

export const actionText = (stored: string, words: ActionWords) =>
  isCommon(stored) ? words[stored] : stored;

/** A common one that was typed out is that one. */
export const actionCode = (text: string, words: ActionWords): string =>
  ACTIONS.find((code) => words[code] === text) ?? text;

/** All of them until something else is typed. */
export function fittingActions(stored: string, words: ActionWords): readonly Action[] {
  const sought = stored.trim().toLocaleLowerCase();
  if (!sought || isCommon(stored)) return ACTIONS;
  return ACTIONS.filter((code) => words[code].toLocaleLowerCase().includes(sought));
}
