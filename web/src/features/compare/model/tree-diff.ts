// Two traces as one tree: which spans stand for each other, which came or went. Iterative: traces may be
// 10,000 deep.
import type { Node } from '@/api/types';
import { matches } from '@/lib/diff';
import { type Difference, differences } from './differences';

export type Change = 'same' | 'changed' | 'added' | 'removed';

export interface DiffRow {
  /** Steps below the root. */
  depth: number;
  left: Node | null;
  right: Node | null;
  change: Change;
  /** In what the two differ; empty where one is absent. */
  differs: readonly Difference[];
  /** Rows of its subtree, itself included. */
  size: number;
  /** Whether it, or something below it, is not the same. */
  touched: boolean;
}

/** Nodes in pre-order, with the end of each subtree. */
interface Side {
  nodes: readonly Node[];
  end: Int32Array;
}

interface Pair {
  left: number;
  right: number;
  depth: number;
}

/** The rows of both traces, given in pre-order, in the order of the left one. */
export function diffTrees(left: readonly Node[], right: readonly Node[]): DiffRow[] {
  const [a, b] = [sideOf(left), sideOf(right)];
  const rows: DiffRow[] = [];
  const pending = pair(a, childrenOf(a, -1), b, childrenOf(b, -1), 0).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    rows.push(rowOf(a.nodes[next.left] ?? null, b.nodes[next.right] ?? null, next.depth));
    const below = pair(
      a,
      next.left < 0 ? [] : childrenOf(a, next.left),
      b,
      next.right < 0 ? [] : childrenOf(b, next.right),
      next.depth + 1,
    );
    for (let at = below.length - 1; at >= 0; at -= 1) pending.push(below[at]);
  }
  sumUp(rows);
  return rows;
}

function rowOf(left: Node | null, right: Node | null, depth: number): DiffRow {
  const differs = left && right ? differences(left, right) : [];
  const change = !left ? 'added' : !right ? 'removed' : differs.length > 0 ? 'changed' : 'same';
  return { depth, left, right, change, differs, size: 1, touched: change !== 'same' };
}

/** Sizes of subtrees, and whether they are touched, from the last row up. */
function sumUp(rows: readonly DiffRow[]) {
  const open: DiffRow[] = [];
  const close = (depth: number) => {
    while (open.length > depth) {
      const row = open.pop() as DiffRow;
      const parent = open.at(-1);
      if (!parent) continue;
      parent.size += row.size;
      parent.touched ||= row.touched;
    }
  };
  for (const row of rows) {
    close(row.depth);
    open.push(row);
  }
  close(0);
}

function sideOf(nodes: readonly Node[]): Side {
  const end = new Int32Array(nodes.length).fill(nodes.length);
  const open: number[] = [];
  nodes.forEach(({ depth }, index) => {
    while (open.length > depth) end[open.pop() as number] = index;
    open.push(index);
  });
  return { nodes, end };
}

function childrenOf({ nodes, end }: Side, parent: number): number[] {
  const children: number[] = [];
  const last = parent < 0 ? nodes.length : end[parent];
  for (let child = parent + 1; child < last; child = end[child]) children.push(child);
  return children;
}

const keyOf = ({ type, name }: Node) => `${type} ${name}`;

/**
 * Who of two lists of siblings stands for whom: first by type and name in order, then by type and name
 * wherever they are (what ran side by side starts in any order), then by type between the same neighbours.
 */
function pair(
  a: Side,
  left: readonly number[],
  b: Side,
  right: readonly number[],
  depth: number,
): Pair[] {
  // The two executions themselves, whatever they are called.
  if (depth === 0 && left.length === 1 && right.length === 1)
    return [{ left: left[0], right: right[0], depth }];
  const keys = [
    left.map((each) => keyOf(a.nodes[each])),
    right.map((each) => keyOf(b.nodes[each])),
  ];
  const partner = new Int32Array(left.length).fill(-1);
  const isTaken = new Uint8Array(right.length);
  const join = (x: number, y: number) => {
    partner[x] = y;
    isTaken[y] = 1;
  };
  for (const [x, y] of matches(keys[0], keys[1])) join(x, y);
  joinEqual(keys[0], keys[1], partner, isTaken, join);
  const typesLeft = left.map((each) => a.nodes[each].type);
  const typesRight = right.map((each) => b.nodes[each].type);
  joinBetween(typesLeft, typesRight, partner, isTaken, join);
  return inOrder(left, right, partner, isTaken, depth);
}

type Join = (x: number, y: number) => void;

/** What is left over on both sides and called the same, in whichever order. */
function joinEqual(
  left: readonly string[],
  right: readonly string[],
  partner: Int32Array,
  isTaken: Uint8Array,
  join: Join,
) {
  const free = new Map<string, number[]>();
  for (let y = right.length - 1; y >= 0; y -= 1) {
    if (isTaken[y]) continue;
    const places = free.get(right[y]);
    if (places) places.push(y);
    else free.set(right[y], [y]);
  }
  left.forEach((key, x) => {
    const y = partner[x] < 0 ? free.get(key)?.pop() : undefined;
    if (y !== undefined) join(x, y);
  });
}

/** What is left over between two joined neighbours: the first with the first of its type. */
function joinBetween(
  left: readonly string[],
  right: readonly string[],
  partner: Int32Array,
  isTaken: Uint8Array,
  join: Join,
) {
  let from = 0;
  for (let x = 0; x < left.length; x += 1) {
    if (partner[x] >= 0) {
      from = Math.max(from, partner[x] + 1);
      continue;
    }
    for (let y = from; y < right.length && !isTaken[y]; y += 1) {
      if (left[x] !== right[y]) continue;
      join(x, y);
      from = y + 1;
      break;
    }
  }
}

/** The left's order, with what the right has more before the neighbour that follows it. */
function inOrder(
  left: readonly number[],
  right: readonly number[],
  partner: Int32Array,
  isTaken: Uint8Array,
  depth: number,
): Pair[] {
  const pairs: Pair[] = [];
  let shown = 0;
  const addUntil = (end: number) => {
    for (; shown < end; shown += 1)
      if (!isTaken[shown]) pairs.push({ left: -1, right: right[shown], depth });
  };
  left.forEach((each, x) => {
    const y = partner[x];
    if (y >= 0) addUntil(y);
    pairs.push({ left: each, right: y < 0 ? -1 : right[y], depth });
  });
  addUntil(right.length);
  return pairs;
}
