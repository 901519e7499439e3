// What of the queue this page has: given back when it is left without having been saved.
import { address } from '@/api/client';
import { releaseItem } from '@/api/reviews';

interface Hold {
  /** It is done with: neither shown nor wanted any more. */
  left: () => void;
  released: () => void;
  /** Another tab of the same person gave it away. */
  lost: () => void;
}

interface Held extends Pick<Hold, 'lost'> {
  project: string;
  itemId: string;
}

const key = (project: string, itemId: string) => `${project} ${itemId}`;

const held = new Map<string, Held>();
const leaving = new Map<string, ReturnType<typeof setTimeout>>();

/** A lease is the person's, not the tab's: other tabs are told of what this one gives back. */
const tabs = new BroadcastChannel('farol.lease');
tabs.onmessage = ({ data }: MessageEvent<unknown>) => held.get(String(data))?.lost();

/** Milliseconds that what the browser sends for a page that is gone may take. */
const LAST_WORDS = 1_000;
const closing = new BroadcastChannel('farol.lease.closing');
closing.onmessage = ({ data }: MessageEvent<unknown>) => {
  setTimeout(() => held.get(String(data))?.lost(), LAST_WORDS);
};

/** Holds an item until what comes back is called: when another one is opened, or the page is left. */
export function hold(project: string, itemId: string, on: Hold): () => void {
  const name = key(project, itemId);
  // Somebody came back before it was given away.
  clearTimeout(leaving.get(name));
  leaving.delete(name);
  held.set(name, { project, itemId, lost: on.lost });
  return () => {
    const timer = setTimeout(() => {
      leaving.delete(name);
      on.left();
      // What others took meanwhile stays theirs: the server gives back only what is the person's own.
      if (held.delete(name)) giveBack(project, itemId).then(on.released, () => undefined);
    });
    leaving.set(name, timer);
  };
}

/** Leaves an item to whoever wants it next: this person's other tabs come first. */
export async function giveBack(project: string, itemId: string) {
  await releaseItem(project, itemId);
  const name = key(project, itemId);
  tabs.postMessage(name);
  // It may have been opened here meanwhile.
  held.get(name)?.lost();
}

/** Saved, skipped or taken out: there is nothing to give back. */
export const letGo = (project: string, itemId: string) => held.delete(key(project, itemId));

/** The page is closed: the browser sends this on its own. */
addEventListener('pagehide', () => {
  for (const [name, { project, itemId }] of held) {
    const path = `/api/v1/reviews/queue/${encodeURIComponent(itemId)}/release`;
    fetch(address(path, { project }), {
      method: 'POST',
      keepalive: true,
      credentials: 'same-origin',
    }).catch(() => undefined);
    closing.postMessage(name);
  }
});
