// One connection that tells which executions of a project are new or have changed. It comes back by itself
// after it was lost, and goes on where it was.

export interface LiveItem {
  executionId: string;
  traceId: string;
  status: string;
  isNew: boolean;
}

/** `lost`: it was tried in vain, and is tried again. */
export type Connection = 'connecting' | 'open' | 'lost';

interface Frame {
  type: string;
  cursor?: string;
  items?: LiveItem[];
}

export interface LiveHandlers {
  /** What changed; null where that is not known, so that all has to be looked at anew. */
  onChange: (items: LiveItem[] | null) => void;
  onState: (state: Connection) => void;
}

/** Milliseconds without a word after which a connection counts as lost: the server says something every 15 s. */
export const SILENCE = 40_000;
const FIRST_PAUSE = 500;
const LAST_PAUSE = 15_000;

/** How long to wait before the next attempt; spread out, so that not all pages come back at once. */
export const pause = (failures: number, random: number) =>
  Math.min(LAST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.6 + 0.4 * random);

export function socketAddress(
  page: { protocol: string; host: string },
  project: string,
  since: string | null,
) {
  const query = new URLSearchParams({ project });
  if (since !== null) query.set('since', since);
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws/live?${query}`;
}

export class LiveSocket {
  private socket: WebSocket | null = null;
  private cursor: string | null = null;
  private failures = 0;
  private again: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private readonly project: string;
  private readonly handlers: LiveHandlers;

  constructor(project: string, handlers: LiveHandlers) {
    this.project = project;
    this.handlers = handlers;
    addEventListener('online', this.retry);
    addEventListener('visibilitychange', this.retryWhenSeen);
    handlers.onState('connecting');
    this.connect();
  }

  /** Ends it for good. */
  close() {
    removeEventListener('online', this.retry);
    removeEventListener('visibilitychange', this.retryWhenSeen);
    clearTimeout(this.again);
    this.drop();
  }

  /** Tries at once, where it waits to be tried again. */
  readonly retry = () => {
    if (this.again === undefined) return;
    clearTimeout(this.again);
    this.connect();
  };

  private readonly retryWhenSeen = () => {
    if (document.visibilityState === 'visible') this.retry();
  };

  private connect() {
    this.again = undefined;
    const socket = new WebSocket(socketAddress(location, this.project, this.cursor));
    this.socket = socket;
    socket.onmessage = ({ data }) => this.read(String(data));
    socket.onclose = () => this.lose();
    this.listen();
  }

  private read(text: string) {
    this.listen();
    const frame = JSON.parse(text) as Frame;
    const isResumed = this.cursor !== null;
    this.cursor = frame.cursor ?? this.cursor;
    if (frame.type === 'hello') {
      this.failures = 0;
      this.handlers.onState('open');
      // What was read before may miss what happened until now.
      if (!isResumed) this.handlers.onChange(null);
    } else if (frame.type === 'executions') {
      this.handlers.onChange(frame.items ?? null);
    } else if (frame.type === 'many' || frame.type === 'reset') {
      this.handlers.onChange(null);
    }
  }

  /** Expects a word within a while. */
  private listen() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.drop();
      this.lose();
    }, SILENCE);
  }

  private lose() {
    clearTimeout(this.silence);
    this.socket = null;
    this.handlers.onState('lost');
    this.again = setTimeout(() => this.connect(), pause(this.failures, Math.random()));
    this.failures += 1;
  }

  private drop() {
    clearTimeout(this.silence);
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }
}
