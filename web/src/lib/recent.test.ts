import { describe, expect, it } from 'vitest';
import { type Recent, withRecent } from './recent';

const opened = (id: string, project = 'p'): Recent => ({
  kind: 'execution',
  id,
  name: id,
  project,
});

describe('what was opened last', () => {
  it('comes first, once', () => {
    const list = [opened('a'), opened('b')];
    expect(withRecent(list, { ...opened('b'), name: 'renamed' }).map(({ name }) => name)).toEqual([
      'renamed',
      'a',
    ]);
  });

  it('is told apart by project and kind', () => {
    const list = [opened('a'), { ...opened('a'), kind: 'thread' as const }];
    expect(withRecent(list, opened('a', 'other'))).toHaveLength(3);
  });

  it('pushes out the oldest', () => {
    const many = Array.from({ length: 12 }, (_, index) => opened(String(index)));
    const list = many.reduce<Recent[]>(withRecent, []);
    expect(list).toHaveLength(8);
    expect(list[0].id).toBe('11');
  });
});
