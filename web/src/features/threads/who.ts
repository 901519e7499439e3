// Who a thread is with, as far as it tells.
import type { Thread } from '@/api/types';

export interface Who {
  name: string;
  /** Who answers, or what the name is. */
  about: string;
  initials: string;
}

export function who({ entity, userId, threadId, agentName, agentId }: Thread): Who {
  const name = entity?.value ?? userId ?? threadId;
  const kind = entity?.type ?? null;
  const about = [kind, agentName ?? agentId].filter(Boolean).join(' · ');
  return { name, about: about || (name === threadId ? '' : threadId), initials: initials(name) };
}

/** Two letters of a name; nothing where it is one word, a number or an id. */
function initials(name: string): string {
  const [one, last] = name.match(/^(\p{L})\D*\s(\p{L})[^\s\d]*$/u)?.slice(1) ?? [];
  return one && last ? `${one}${last}`.toUpperCase() : '';
}
