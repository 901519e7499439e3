// Reads the payloads of a whole execution and searches them, away from the page's own thread.
import { findIds, payloadText } from '../model/payload-text';

export type Question =
  | { kind: 'read'; address: string }
  | { kind: 'find'; ticket: number; wanted: string };

export type Answer =
  | { kind: 'ready'; spans: number; all: number }
  | { kind: 'failed' }
  | { kind: 'found'; ticket: number; ids: string[] };

/** Characters that are kept; beyond, the answer says how many spans were looked through. */
const MOST = 80_000_000;

let ids: string[] = [];
let texts: string[] = [];

interface Span {
  spanId: string;
  [name: string]: unknown;
}

const PAYLOADS = ['input', 'output', 'attributes', 'metadata', 'events', 'resource', 'links'];

async function read(address: string): Promise<Answer> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) return { kind: 'failed' };
  const { traces } = (await response.json()) as { traces: Span[] };
  [ids, texts] = [[], []];
  let kept = 0;
  for (const span of traces) {
    if (kept > MOST) break;
    const text = payloadText(Object.fromEntries(PAYLOADS.map((name) => [name, span[name]])));
    kept += text.length;
    ids.push(span.spanId);
    texts.push(text);
  }
  return { kind: 'ready', spans: ids.length, all: traces.length };
}

const answer = (found: Answer) => self.postMessage(found);

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'find')
    answer({ kind: 'found', ticket: data.ticket, ids: findIds(ids, texts, data.wanted) });
  else answer(await read(data.address).catch((): Answer => ({ kind: 'failed' })));
};
