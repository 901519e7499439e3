// Who a thread is with, as far as it tells.
import type { Thread } from '@/api/types';

export interface Who {
  name: string;
  /** Who answers, or what the name is. */
  about: string;
}

export function who({ entity, userId, threadId, agentName, agentId }: Thread): Who {
  const name = entity?.value ?? userId ?? threadId;
  const kind = entity?.type ?? null;
  const about = [kind, agentName ?? agentId].filter(Boolean).join(' · ');
  return { name, about: about || (name === threadId ? '' : threadId) };
}
