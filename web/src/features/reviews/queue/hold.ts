// What of the queue this page has: given back when it is left without having been saved.
import { address } from '@/api/client';
import { releaseItem } from '@/api/reviews';

const key = (project: string, itemId: string) => `${project} ${itemId}`;

const held = new Map<string, { project: string; itemId: string }>();
const leaving = new Map<string, ReturnType<typeof setTimeout>>();

/** Holds an item until what comes back is called: when another one is opened, or the page is left. */
export function hold(
  project: string,
  itemId: string,
  on: { left: () => void; released: () => void },
): () => void {
  const name = key(project, itemId);
  // Somebody came back before it was given away.
  clearTimeout(leaving.get(name));
  leaving.delete(name);
  held.set(name, { project, itemId });
  return () => {
    const timer = setTimeout(() => {
      leaving.delete(name);
      on.left();
      // What others took meanwhile stays theirs: the server gives back only what is the person's own.
      if (held.delete(name)) releaseItem(project, itemId).then(on.released, () => undefined);
    });
    leaving.set(name, timer);
  };
}

/** Saved, skipped or taken out: there is nothing to give back. */
export const letGo = (project: string, itemId: string) => held.delete(key(project, itemId));

/** The page is closed: the browser sends this on its own. */
addEventListener('pagehide', () => {
  for (const { project, itemId } of held.values()) {
    const path = `/api/v1/reviews/queue/${encodeURIComponent(itemId)}/release`;
    fetch(address(path, { project }), {
      method: 'POST',
      keepalive: true,
      credentials: 'same-origin',
    }).catch(() => undefined);
  }
});
