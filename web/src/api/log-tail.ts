// Log lines as they come. Reads the stream by `fetch`, so that it can say why a tail ended and go on where
// it was, also after an answer that a browser's own EventSource would give up on.
import { EventReader, type ServerEvent } from '@/lib/sse';
import { address, type Query } from './client';
import type { Log } from './types';

export interface Dropped {
  /** Null where nobody knows. */
  count: number | null;
  /** Otherwise it may have been fewer. */
  exact: boolean;
}

export interface TailListener {
  onOpen: () => void;
  onLine: (log: Log) => void;
  onDropped: (dropped: Dropped) => void;
  onLost: () => void;
}

/** The server says something every 15 seconds. */
const SILENT = 40_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 20_000;

/** Follows until the signal ends it. Comes back by itself, with longer pauses as it fails again. */
export async function followLogs(query: Query, listener: TailListener, signal: AbortSignal) {
  let lastEventId = '';
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const asked = { ...query, lastEventId: lastEventId || undefined };
      const url = address('/api/v1/observability/logs/tail', asked);
      await readStream(url, signal, {
        onOpen() {
          pause = FIRST_PAUSE;
          listener.onOpen();
        },
        onId: (id) => {
          lastEventId = id;
        },
        onEvent: (event) => tell(event, listener),
      });
      // The server lets a tail go after half an hour, to be asked anew.
      if (!signal.aborted) await wait(FIRST_PAUSE, signal);
    } catch {
      if (signal.aborted) return;
      listener.onLost();
      await wait(pause, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

function tell({ type, data }: ServerEvent, listener: TailListener) {
  if (type === 'dropped') listener.onDropped(JSON.parse(data) as Dropped);
  else if (type === 'message') listener.onLine(JSON.parse(data) as Log);
}

interface StreamListener {
  onOpen: () => void;
  onId: (id: string) => void;
  onEvent: (event: ServerEvent) => void;
}

async function readStream(url: string, signal: AbortSignal, listener: StreamListener) {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), SILENT);
  try {
    const response = await fetch(url, { signal: either, credentials: 'same-origin' });
    if (!response.ok || !response.body) throw new Error(String(response.status));
    listener.onOpen();
    const events = new EventReader();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENT);
      for (const event of events.read(part.value)) listener.onEvent(event);
      if (events.id) listener.onId(events.id);
    }
  } finally {
    clearTimeout(timer);
  }
}

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
