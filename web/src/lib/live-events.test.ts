import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveItem } from '@/api/live-socket';
import { Gathered } from './live-events';

const item = (traceId: string, more: Partial<LiveItem> = {}): LiveItem => ({
  executionId: traceId,
  traceId,
  status: 'running',
  isNew: false,
  ...more,
});
let seen: () => void;
let page: { visibilityState: string; addEventListener: unknown; removeEventListener: unknown };

beforeEach(() => {
  vi.useFakeTimers();
  page = {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => {
      seen = listener;
    },
    removeEventListener: vi.fn(),
  };
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('changes between two calls', () => {
  test('the first is told at once, what follows together and later', () => {
    const told: (LiveItem[] | null)[] = [];
    const gathered = new Gathered((items) => told.push(items), 1_000);
    gathered.add([item('a', { isNew: true })]);
    expect(told).toEqual([[item('a', { isNew: true })]]);
    gathered.add([item('b', { isNew: true })]);
    gathered.add([item('b', { status: 'success' }), item('c')]);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(told[1]).toEqual([item('b', { status: 'success', isNew: true }), item('c')]);
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveLength(2);
  });

  test('where all has to be looked at, no names are told', () => {
    const told: (LiveItem[] | null)[] = [];
    const gathered = new Gathered((items) => told.push(items), 1_000);
    gathered.add([]);
    gathered.add([item('a')]);
    gathered.add(null);
    gathered.add([item('b')]);
    vi.advanceTimersByTime(1_000);
    expect(told[1]).toBeNull();
    gathered.add([item('c')]);
    vi.advanceTimersByTime(1_000);
    expect(told[2]).toEqual([item('c')]);
  });

  test('a page that nobody sees hears of it when it is seen', () => {
    const told: (LiveItem[] | null)[] = [];
    const gathered = new Gathered((items) => told.push(items), 1_000);
    page.visibilityState = 'hidden';
    gathered.add([item('a')]);
    gathered.add([item('b')]);
    expect(told).toEqual([]);
    page.visibilityState = 'visible';
    seen();
    expect(told).toEqual([[item('a'), item('b')]]);
  });
});
