// Spans for tests, written as `[depth, name, overrides?]` in pre-order.
import type { Node } from '@/api/types';

export type Line = [depth: number, name: string, more?: Partial<Node>];

export const nodes = (...lines: Line[]): Node[] =>
  lines.map(([depth, name, more], index) => ({
    id: `id-${index}`,
    spanId: `span-${index}`,
    parentId: null,
    parentSpanId: null,
    traceId: 'trace',
    name,
    type: 'span',
    subtype: null,
    statusCode: 0,
    status: 'success',
    kind: 1,
    startTime: '',
    startTimeUnixNano: String(index),
    endTime: null,
    endTimeUnixNano: null,
    durationMs: 100,
    service: null,
    model: null,
    usage: null,
    cost: null,
    costEstimated: false,
    error: null,
    depth,
    ...more,
  }));
