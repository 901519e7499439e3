import { describe, expect, it } from 'vitest';
import type { Node } from '@/api/types';
import { excerpt } from './excerpt';

const span = (name: string, start: number, durationMs: number | null, status = 'success') =>
  ({ name, durationMs, status, startTimeUnixNano: `${start}000000` }) as Node;

describe('an excerpt of a trace', () => {
  const nodes = [
    span('root', 0, 100),
    span('short', 0, 1),
    span('failed', 10, 2, 'error'),
    span('long', 20, 50),
    span('longer', 30, 70),
  ];

  it('has the top, what failed and what took long, in order', () => {
    expect(excerpt(nodes, 3).map(({ node }) => node.name)).toEqual(['root', 'failed', 'longer']);
  });

  it('places bars on the whole', () => {
    expect(excerpt(nodes, 5)[3]).toMatchObject({ left: 20, width: 50 });
  });

  it('lets running spans go on to the end', () => {
    const running = [span('root', 0, null), span('done', 0, 80), span('going', 20, null)];
    expect(excerpt(running, 3)[2]).toMatchObject({ left: 25, width: 75 });
  });

  it('is empty for nothing', () => expect(excerpt([], 3)).toEqual([]));
});
