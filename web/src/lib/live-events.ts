// What happens on the server, for whoever watches: one connection for the project that is looked at, shared by
// all parts of the page, while live is on.
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { type Connection, type LiveItem, LiveSocket } from '@/api/live-socket';
import { LIVE_EVERY, useLive } from './live';

type OnChange = (items: LiveItem[] | null) => void;

interface Shared {
  socket: LiveSocket | null;
  watchers: Set<OnChange>;
  state: Connection;
}

const shared = new Map<string, Shared>();
const listeners = new Set<() => void>();

function watch(project: string, onChange: OnChange): () => void {
  let of = shared.get(project);
  if (!of) {
    of = { socket: null, watchers: new Set(), state: 'connecting' };
    shared.set(project, of);
  }
  const entry = of;
  entry.watchers.add(onChange);
  entry.socket ??= new LiveSocket(project, {
    onChange: (items) => {
      for (const each of entry.watchers) each(items);
    },
    onState: (state) => {
      entry.state = state;
      for (const listener of listeners) listener();
    },
  });
  return () => {
    entry.watchers.delete(onChange);
    if (entry.watchers.size > 0) return;
    entry.socket?.close();
    shared.delete(project);
  };
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the connection is; `off` while live is off. */
export function useConnection(project: string): Connection | 'off' {
  const live = useLive();
  const state = useSyncExternalStore(subscribe, () => shared.get(project)?.state ?? 'connecting');
  return live ? state : 'off';
}

/** Tries at once to get a lost connection back. */
export const retryConnection = (project: string) => shared.get(project)?.socket?.retry();

/**
 * Calls back when executions of the project are new or have changed, while live is on: with them, or with null
 * where all should be looked at anew. At most once in `every` milliseconds, and not while nobody sees the page.
 */
export function useLiveExecutions(project: string, onChange: OnChange, every = 1_000) {
  const live = useLive();
  const call = useEffectEvent(onChange);
  useEffect(() => {
    if (!live) return;
    const gathered = new Gathered(call, every);
    const leave = watch(project, gathered.add);
    return () => {
      leave();
      gathered.end();
    };
  }, [live, project, every]);
}

/** How often to ask, in milliseconds: only while live is on and no connection tells. */
export function useFallback(project: string, every = LIVE_EVERY): number | false {
  const connection = useConnection(project);
  return connection === 'lost' && every;
}

/** Changes between two calls, put together. */
export class Gathered {
  private items: Map<string, LiveItem> | null = new Map();
  private waits = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly call: OnChange;
  private readonly every: number;

  constructor(call: OnChange, every: number) {
    this.call = call;
    this.every = every;
    document.addEventListener('visibilitychange', this.tell);
  }

  readonly add = (items: LiveItem[] | null) => {
    this.waits = true;
    if (items === null) this.items = null;
    for (const item of items ?? []) {
      const isNew = item.isNew || this.items?.get(item.traceId)?.isNew === true;
      this.items?.set(item.traceId, { ...item, isNew });
    }
    this.tell();
  };

  end() {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.tell);
  }

  private readonly tell = () => {
    if (!this.waits || this.timer !== undefined || document.visibilityState === 'hidden') return;
    const items = this.items && [...this.items.values()];
    this.waits = false;
    this.items = new Map();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.tell();
    }, this.every);
    this.call(items);
  };
}
