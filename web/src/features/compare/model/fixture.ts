// Spans for tests, written as `[depth, name, overrides?]` in pre-order.
import { spanFixture } from '@/api/fixture';
import type { Node } from '@/api/types';

export type Line = [depth: number, name: string, more?: Partial<Node>];

export const nodes = (...lines: Line[]): Node[] =>
  lines.map(([depth, name, more], index) => spanFixture(index, { depth, name, ...more }));
