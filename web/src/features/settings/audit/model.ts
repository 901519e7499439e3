// What changed between two values: path by path, as people read it.

export interface Difference {
  path: string;
  before: string | null;
  after: string | null;
  kind: 'added' | 'removed' | 'changed' | 'same';
}

type Leaves = Map<string, string>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Lists of plain values read better in one line than item by item. */
function leavesOf(value: unknown, path: string, leaves: Leaves): Leaves {
  if (isPlain(value) && Object.keys(value).length > 0) {
    for (const [key, each] of Object.entries(value)) {
      leavesOf(each, path ? `${path}.${key}` : key, leaves);
    }
  } else if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each)) {
    for (const [index, each] of value.entries()) leavesOf(each, `${path}[${index}]`, leaves);
  } else if (Array.isArray(value)) {
    leaves.set(path, value.map(written).join(', '));
  } else leaves.set(path, written(value));
  return leaves;
}

const read = (value: unknown): Leaves =>
  value === null || value === undefined ? new Map() : leavesOf(value, '', new Map());

/** What is different first, then what stayed. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [read(before), read(after)];
  const all = [...new Set([...old.keys(), ...now.keys()])].map((path): Difference => {
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    if (was === null) return { path, before: was, after: is, kind: 'added' };
    if (is === null) return { path, before: was, after: is, kind: 'removed' };
    return { path, before: was, after: is, kind: was === is ? 'same' : 'changed' };
  });
  return [
    ...all.filter(({ kind }) => kind !== 'same'),
    ...all.filter(({ kind }) => kind === 'same'),
  ];
}

/** The difference in a line, for the row. */
export function summary(before: unknown, after: unknown): string {
  return differences(before, after)
    .filter(({ kind, after: is }) => kind !== 'same' && !(kind === 'added' && is === 'null'))
    .slice(0, 4)
    .map(({ path, before: was, after: is }) =>
      [path, [was, is].filter((text) => text !== null).join(' → ')].filter(Boolean).join(': '),
    )
    .join(' · ');
}
