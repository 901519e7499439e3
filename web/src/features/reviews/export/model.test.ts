import { describe, expect, it } from 'vitest';
import { answerAt, command, downloadAddress, draftOf, parametersOf, turnsOf, USUAL } from './model';

describe('what is exported', () => {
  it('is what the server takes by itself, unless something is chosen', () => {
    expect(downloadAddress('shop', USUAL, 'jsonl')).toBe(
      '/api/v1/reviews/export?project=shop&format=jsonl',
    );
  });

  it('is narrowed by agents, tags, statuses, ratings and a day', () => {
    const draft = {
      ...USUAL,
      agents: 'shop, billing,, shop ',
      tags: 'facts',
      statuses: ['open', 'resolved'] as const,
      ratings: ['good'] as const,
      since: '2026-11-01',
    };
    expect(parametersOf(draft)).toEqual({
      agentId: ['shop', 'billing'],
      tag: ['facts'],
      status: ['open', 'resolved'],
      rating: ['good'],
      since: '2026-11-01',
    });
    expect(parametersOf({ ...USUAL, since: 'soon' }).since).toBeUndefined();
  });

  it('begins with what the lists are narrowed to', () => {
    expect(draftOf({ tab: 'done', q: 'refund' })).toEqual(USUAL);
    const search = { agentId: ['shop', 'billing'], rating: ['bad', 'good'], assignee: ['a@b.c'] };
    expect(draftOf(search)).toEqual({
      ...USUAL,
      agents: 'shop, billing',
      ratings: ['good', 'bad'],
    });
  });

  it('is asked for in a shell by a key, whatever the filters say', () => {
    const text = command('https://farol.example', { ...USUAL, tags: "it's $HOME" }, 'jsonl');
    expect(text).toContain('X-Api-Key: $FAROL_KEY');
    expect(text).toContain('--etag-compare');
    expect(text).toContain('--output training.jsonl');
    expect(text).not.toContain('project=');
    expect(text.split('\n').at(-1)).toMatch(/^ {2}'https:[^']+'$/);
  });
});

describe('an example', () => {
  it('is read as turns, tool calls among them', () => {
    const turns = turnsOf([
      { role: 'user', content: 'Where is it?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: '1', function: { name: 'find', arguments: '{"id":7}' } }],
      },
      { role: 'tool', content: '{}', tool_call_id: '1' },
      { role: 'assistant', content: 'On its way.' },
    ]);
    expect(turns[1].calls).toEqual([{ name: 'find', arguments: '{"id":7}' }]);
    expect(answerAt(turns)).toBe(3);
  });

  it('does not stumble over what is none', () => {
    const odd = [null, 'x', { role: 7, content: { a: 1 }, tool_calls: [null, { function: 1 }] }];
    expect(turnsOf(odd)).toEqual([
      { role: '7', text: '{"a":1}', calls: [{ name: '', arguments: '' }] },
    ]);
    expect(answerAt([])).toBe(-1);
  });
});
