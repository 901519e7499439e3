import { describe, expect, it } from 'vitest';
import { begin, edit, written } from './draft';
import { fields } from './fixture';
import { draftKey, Keeper, readDraft } from './keeper';

const KEY = draftKey('demo', 'order-7');
const stored = { version: 3, fields: fields() };

function shelf() {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}

describe('a kept draft', () => {
  it('comes back as it was', () => {
    const store = shelf();
    const draft = edit(begin(stored), { comment: 'Typed, not saved.', tags: ['x'] });
    const keeper = new Keeper(
      () => store,
      KEY,
      () => undefined,
    );
    keeper.put(draft);
    keeper.flush();
    expect(readDraft(() => store, KEY, stored)).toEqual(draft);
    keeper.drop();
    expect(store.texts.size).toBe(0);
  });

  it('knows the version that it was written over', () => {
    const store = shelf();
    const keeper = new Keeper(
      () => store,
      KEY,
      () => undefined,
    );
    keeper.put(edit(begin(stored), { comment: 'Typed, not saved.' }));
    keeper.flush();
    const draft = readDraft(() => store, KEY, {
      version: 4,
      fields: fields({ comment: 'Of theirs.' }),
    });
    expect(draft.base).toEqual(stored);
    expect(written(draft).comment).toBe('Typed, not saved.');
  });

  it('that makes no sense is none', () => {
    const store = shelf();
    for (const text of [
      '{',
      '7',
      '{"version":3,"was":{},"edits":{"comment":7}}',
      '{"version":3,"was":{},"edits":{"__proto__":{}}}',
      '{"version":"3","was":{},"edits":{}}',
    ]) {
      store.texts.set(KEY, text);
      expect(readDraft(() => store, KEY, stored)).toEqual(begin(stored));
    }
  });

  it('says where there is no room for it', () => {
    const told: boolean[] = [];
    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error('full');
      },
    };
    const keeper = new Keeper(
      () => full,
      KEY,
      (isKept) => told.push(isKept),
    );
    keeper.put(edit(begin(stored), { comment: 'Typed, not saved.' }));
    keeper.flush();
    expect(told).toEqual([false]);
  });
});
