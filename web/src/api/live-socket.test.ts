import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LiveItem, LiveSocket, pause, SILENCE, socketAddress } from './live-socket';

/** Stands in for the browser's, as far as a page uses it. */
class FakeSocket {
  static opened: FakeSocket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    FakeSocket.opened.push(this);
  }
  say(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  close() {
    this.closed = true;
  }
}

const item: LiveItem = { executionId: 'e', traceId: 't', status: 'running', isNew: true };
let states: string[];
let changes: (LiveItem[] | null)[];
const open = () =>
  new LiveSocket('shop', {
    onState: (state) => states.push(state),
    onChange: (items) => changes.push(items),
  });
const last = () => FakeSocket.opened[FakeSocket.opened.length - 1] as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { protocol: 'http:', host: 'farol:4318' });
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('removeEventListener', vi.fn());
  FakeSocket.opened = [];
  states = [];
  changes = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live connection', () => {
  test('names the project and its place, as securely as the page came', () => {
    const page = { protocol: 'https:', host: 'farol.example' };
    expect(socketAddress(page, 'a b', null)).toBe('wss://farol.example/ws/live?project=a+b');
    expect(socketAddress({ ...page, protocol: 'http:' }, 'p', '7')).toBe(
      'ws://farol.example/ws/live?project=p&since=7',
    );
  });

  test('tells what changed, and to look at all where nobody knows', () => {
    open();
    last().say({ type: 'hello', cursor: '1' });
    last().say({ type: 'executions', cursor: '2', items: [item] });
    last().say({ type: 'alive', cursor: '2' });
    last().say({ type: 'many', cursor: '3' });
    expect(states).toEqual(['connecting', 'open']);
    expect(changes).toEqual([null, [item], null]);
  });

  test('comes back where it was, at ever longer intervals', () => {
    open();
    last().say({ type: 'hello', cursor: '41' });
    last().onclose?.();
    expect(states.at(-1)).toBe('lost');
    for (let lost = 1; lost <= 3; lost += 1) {
      vi.advanceTimersByTime(15_000);
      expect(FakeSocket.opened).toHaveLength(lost + 1);
      last().onclose?.();
    }
    vi.advanceTimersByTime(15_000);
    expect(last().url).toContain('since=41');
    changes = [];
    last().say({ type: 'hello', cursor: '44' });
    expect([states.at(-1), changes]).toEqual(['open', []]);
  });

  test('counts as lost when nothing is heard, and is tried at once when asked', () => {
    const socket = open();
    last().say({ type: 'hello', cursor: '1' });
    vi.advanceTimersByTime(SILENCE - 1);
    last().say({ type: 'alive', cursor: '1' });
    vi.advanceTimersByTime(SILENCE - 1);
    expect(states.at(-1)).toBe('open');
    vi.advanceTimersByTime(1);
    expect(states.at(-1)).toBe('lost');
    expect(FakeSocket.opened[0].closed).toBe(true);
    socket.retry();
    expect(FakeSocket.opened).toHaveLength(2);
    socket.retry();
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test('stays closed once it was ended', () => {
    const socket = open();
    last().say({ type: 'hello', cursor: '1' });
    socket.close();
    vi.advanceTimersByTime(120_000);
    expect(FakeSocket.opened).toHaveLength(1);
    expect(last().closed).toBe(true);
  });

  test('waits twice as long each time, up to a bound', () => {
    expect([0, 1, 2].map((failures) => pause(failures, 1))).toEqual([500, 1_000, 2_000]);
    expect(pause(30, 1)).toBe(15_000);
    expect(pause(30, 0)).toBe(9_000);
  });
});
