// A span as the API tells it, for tests.
import type { Node } from './types';

/** The `index`-th of a trace, and what is special about it. */
export const spanFixture = (index: number, more: Partial<Node>): Node => ({
  id: `id-${index}`,
  spanId: `span-${index}`,
  parentId: null,
  parentSpanId: null,
  traceId: 'trace',
  name: 'span',
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
  depth: 0,
  ...more,
});
