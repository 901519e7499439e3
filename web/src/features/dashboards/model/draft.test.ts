import { describe, expect, it } from 'vitest';
import { copyName, isSame, MOST_NAME, newId, withCard, withoutCard } from './draft';
import { exported, fileName, imported } from './exchange';
import { chart } from './fixture';

describe('a draft', () => {
  it('is the same whatever the order of its keys, and what is not there', () => {
    expect(isSame({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1, d: undefined })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(isSame({ a: 1 }, { a: '1' })).toBe(false);
  });

  it('has a changed card in its place, and a new one as the last', () => {
    const [a, b] = [chart({ id: 'a' }), chart({ id: 'b' })];
    expect(withCard([a, b], { ...a, title: 'New' }).map(({ title }) => title)).toEqual([
      'New',
      'Tickets',
    ]);
    expect(withCard([a], b)).toEqual([a, b]);
    expect(withoutCard([a, b], 'a')).toEqual([b]);
  });

  it('gives each card an id of its own', () => {
    expect(new Set(Array.from({ length: 200 }, newId)).size).toBe(200);
  });
});

describe('a copy', () => {
  it('has a name that is free, and not too long', () => {
    expect(copyName('Board', [], 'copy')).toBe('Board (copy)');
    expect(copyName('Board', ['Board (copy)'], 'copy')).toBe('Board (copy 2)');
    const long = copyName('x'.repeat(300), [], 'copy');
    expect(long).toHaveLength(MOST_NAME);
    expect(long.endsWith('(copy)')).toBe(true);
  });
});

describe('a file', () => {
  const draft = { name: 'Board', description: '', cards: [chart()], settings: { range: '7d' } };

  it('is read as it was written', () => expect(imported(exported(draft))).toEqual(draft));

  it.each(['', '[]', 'null', '{"cards":{}}', '{"cards":[1]}', '{"name":"a"}', '{'])(
    'is no dashboard: %s',
    (text) => expect(imported(text)).toBeNull(),
  );

  it('has a name that every system takes', () => {
    expect(fileName('../Atendimento: São Paulo/2')).toBe('Atendimento-São-Paulo-2.json');
    expect(fileName('///')).toBe('dashboard.json');
  });
});
