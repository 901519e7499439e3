// What a person opened last on this device, so that the palette leads back to it.
export interface Recent {
  kind: 'execution' | 'thread';
  id: string;
  name: string;
  project: string;
}

const KEY = 'farol.recent';
const MOST = 8;

const isRecent = (value: unknown): value is Recent => {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id, name, project } = value as Record<string, unknown>;
  const texts = [id, name, project].every((each) => typeof each === 'string');
  return texts && (kind === 'execution' || kind === 'thread');
};

/** The latest first. */
export function recents(): Recent[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** The list with one more in front, and what it pushes out left off. */
export function withRecent(list: readonly Recent[], next: Recent): Recent[] {
  const others = list.filter(
    ({ kind, id, project }) => kind !== next.kind || id !== next.id || project !== next.project,
  );
  return [next, ...others].slice(0, MOST);
}

export function rememberRecent(next: Recent) {
  try {
    localStorage.setItem(KEY, JSON.stringify(withRecent(recents(), next)));
  } catch {
    // Without storage nothing is remembered.
  }
}
