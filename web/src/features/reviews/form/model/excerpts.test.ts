import { describe, expect, it } from 'vitest';
import { diffWords } from '@/lib/word-diff';
import { excerptsOf } from './excerpts';

describe('excerpts', () => {
  const long = 'word '.repeat(40);

  it('are changes with what stands around them', () => {
    const found = excerptsOf(diffWords(`${long}30 ${long}end`, `new ${long}7 ${long}end`));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ before: '', removed: '', added: 'new ' });
    expect(found[1]).toMatchObject({ removed: '30', added: '7' });
    expect(found[1].before).toMatch(/^…(word |ord )/);
    expect(found[1].after.length).toBe(41);
  });

  it('are none where nothing differs', () => {
    expect(excerptsOf(diffWords(long, long))).toEqual([]);
  });
});
