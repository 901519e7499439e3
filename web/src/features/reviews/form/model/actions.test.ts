import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionWords, actionCode, actionText, fittingActions } from './actions';

const words: ActionWords = {
  knowledge_base_updated: 'Knowledge base updated',
  prompt_changed: 'Prompt changed',
  tool_fixed: 'Tool fixed',
  model_changed: 'Model changed',
  escalated: 'Escalated',
  no_action: 'No action',
};

describe('actions', () => {
  it('are stored by code and shown in words, others as they are', () => {
    expect(actionText('tool_fixed', words)).toBe('Tool fixed');
    expect(actionCode('Tool fixed', words)).toBe('tool_fixed');
    for (const text of ['Called the carrier', 'constructor', '']) {
      expect(actionText(actionCode(text, words), words)).toBe(text);
    }
  });

  it('are found as one types, and all there where one is chosen', () => {
    expect(fittingActions('chang', words)).toEqual(['prompt_changed', 'model_changed']);
    expect(fittingActions('tool_fixed', words)).toEqual(ACTIONS);
  });
});
