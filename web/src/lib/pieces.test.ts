import { describe, expect, test } from 'vitest';
import { pieces, safeLink, wordsOf } from './pieces';

describe('pieces of a message', () => {
  test('text is text, in every form', () => {
    const parts = [
      'Hi',
      { type: 'text', text: 'there' },
      { type: 'text', content: 'you' },
      { text: 'all' },
    ];
    expect(pieces(parts).map((each) => each.kind === 'text' && each.text)).toEqual([
      'Hi',
      'there',
      'you',
      'all',
    ]);
    expect(wordsOf(parts)).toBe('Hi\n\nthere\n\nyou\n\nall');
    expect(pieces('')).toEqual([]);
    expect(pieces(null)).toEqual([]);
  });

  test('images show what came with them, and only name what lies elsewhere', () => {
    const data = 'aGk=';
    for (const image of [
      { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data } },
      { type: 'blob', modality: 'image', mime_type: 'image/png', content: data },
      { inlineData: { mimeType: 'image/png', data } },
    ]) {
      expect(pieces(image)).toEqual([
        { kind: 'image', src: `data:image/png;base64,${data}`, href: null, name: '' },
      ]);
    }
    expect(pieces({ type: 'uri', modality: 'image', uri: 'https://x/y.png' })).toEqual([
      { kind: 'image', src: null, href: 'https://x/y.png', name: '' },
    ]);
  });

  test('nothing that runs becomes a link or a picture', () => {
    expect(safeLink('javascript:alert(1)')).toBeNull();
    expect(safeLink('data:text/html,x')).toBeNull();
    const hostile = { type: 'image_url', image_url: { url: 'data:text/html;base64,PHNjcmlwdD4=' } };
    expect(pieces(hostile)[0].kind).toBe('json');
  });

  test('buttons, sound, files, thoughts', () => {
    expect(
      pieces({ type: 'buttons', text: 'Which?', items: [{ id: 'a', label: 'This' }, 'That'] }),
    ).toEqual([{ kind: 'buttons', text: 'Which?', items: ['This', 'That'] }]);
    expect(pieces({ type: 'audio', url: 'https://x/a.ogg', transcript: 'Hello' })).toEqual([
      { kind: 'audio', src: null, href: 'https://x/a.ogg', transcript: 'Hello' },
    ]);
    expect(pieces({ type: 'file', file_id: 'f_1' })).toEqual([
      { kind: 'file', href: null, name: 'f_1' },
    ]);
    expect(pieces([{ type: 'thinking', thinking: 'Hm' }])).toEqual([
      { kind: 'thought', text: 'Hm' },
    ]);
  });

  test('what is not understood stays as it is', () => {
    const reset = { type: 'line_reset', attempts: 1 };
    expect(pieces(reset)).toEqual([{ kind: 'json', type: 'line_reset', value: reset }]);
    expect(pieces([1, 2])).toEqual([{ kind: 'json', type: null, value: [1, 2] }]);
    const more = { text: 'Hi', order: 7 };
    expect(pieces(more)).toEqual([{ kind: 'json', type: null, value: more }]);
  });
});
