import { describe, expect, it } from 'vitest';
import type { SavedView } from '@/api/views';
import { currentView, readView, viewText } from './views';

const address = {
  range: '6h',
  line: 'x',
  level: ['fatal', 'error'],
  'not.attr.event': ['heartbeat'],
  search: 'transfer',
};
const saved = { id: 'v', query: viewText(address) } as SavedView;

describe('a view of log lines', () => {
  it('keeps conditions and text, not the time', () => {
    expect(saved.query).toBe('level=error&level=fatal&not.attr.event=heartbeat&search=transfer');
    expect(readView(saved)).toEqual({
      conditions: [
        { key: 'level', value: 'error', isNot: false },
        { key: 'level', value: 'fatal', isNot: false },
        { key: 'attr.event', value: 'heartbeat', isNot: true },
      ],
      search: 'transfer',
      order: undefined,
    });
    expect(readView({ query: 7 }).conditions).toEqual([]);
    expect(readView({ query: { level: ['warn'], order: 'asc' } }).order).toBe('asc');
  });

  it('is known by the address, and so are changes of it', () => {
    expect(currentView({ ...address, view: 'v' }, [saved])).toMatchObject({
      view: saved,
      isChanged: false,
    });
    expect(currentView({ view: 'v' }, [saved]).isChanged).toBe(true);
    expect(currentView({}, [saved])).toMatchObject({ view: undefined, isChanged: false });
    expect(currentView(address, [saved]).isChanged).toBe(true);
  });
});
