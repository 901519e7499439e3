import { describe, expect, it } from 'vitest';
import type { SavedView } from '@/api/views';
import { currentView, readView, towards, viewText } from './views';

const view = (id: string, query: unknown) => ({ id, name: id, query }) as SavedView;
const slow = view('v1', 'agentId=b&agentId=a&minDurationMs=2000&sort=-durationMs');

describe('what a view keeps', () => {
  it('is the filters and the order, the same however they were written', () => {
    const text = viewText({ minDurationMs: 2000, agentId: ['a', 'b'], sort: '-durationMs' });
    expect(text).toBe(viewText(readView(slow)));
    expect(text).toBe('agentId=a&agentId=b&minDurationMs=2000&sort=-durationMs');
  });

  it('has the bounds of a score, read back as they were', () => {
    const search = { scoreName: 'helpful', minScore: -1, maxScore: 0 };
    const text = viewText(search);
    expect(text).toBe('maxScore=0&minScore=-1&scoreName=helpful');
    expect(readView(view('v', text))).toMatchObject(search);
  });

  it('leaves out time, project, preview, and what is no filter', () => {
    expect(viewText({ status: ['error'], preview: 'x', since: 's', view: 'v' })).toBe(
      'status=error',
    );
    expect(readView(view('v', 'project=p&from=2026&status=nonsense&search=hi'))).toEqual(
      expect.objectContaining({ search: 'hi', status: undefined }),
    );
  });

  it('is read from an object too, and from anything else as nothing', () => {
    expect(viewText(readView(view('v', { status: 'error' })))).toBe('status=error');
    for (const odd of [null, 7, ['status']]) expect(viewText(readView(view('v', odd)))).toBe('');
  });
});

describe('the current view', () => {
  it('is the one that the address names, changed or not', () => {
    const search = { ...readView(slow), view: 'v1' };
    expect(currentView(search, [slow])).toMatchObject({ id: 'v1', isChanged: false });
    expect(currentView({ ...search, status: ['error'] }, [slow])).toMatchObject({
      id: 'v1',
      isChanged: true,
    });
  });

  it('is else the built-in one with these filters', () => {
    expect(currentView({}, [slow])).toMatchObject({ id: 'all', isChanged: false });
    expect(currentView({ status: ['error'] }, [])).toMatchObject({
      id: 'failing',
      isChanged: false,
    });
    expect(currentView({ search: 'x', view: 'gone' }, [])).toMatchObject({
      id: 'all',
      isChanged: true,
    });
  });
});

describe('the way to a view', () => {
  it('takes away what the view does not have', () => {
    expect(towards({ status: ['error'] }, undefined)).toMatchObject({
      status: ['error'],
      agentId: undefined,
      search: undefined,
      sort: undefined,
      preview: undefined,
    });
  });
});
