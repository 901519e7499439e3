import { describe, expect, it } from 'vitest';
import { FAMILIES } from '@/lib/span-types';
import { siblings, trace } from './fixture';
import { ERROR, minimapMarks } from './minimap';
import { sequence } from './rows';

const family = (name: (typeof FAMILIES)[number]) => FAMILIES.indexOf(name);

describe('the minimap', () => {
  it('has a lane for each row where there is room', () => {
    const tree = trace(
      [0, 'root', 0, 100, { type: 'agent_execution' }],
      [1, 'call', 50, 25, { type: 'llm_call' }],
    );
    expect(minimapMarks(tree, sequence(tree, 'start'), 100, 20)).toEqual([
      { x: 0, width: 100, lane: 0, colour: family('agent') },
      { x: 50, width: 25, lane: 1, colour: family('llm') },
    ]);
  });

  it('keeps an error in sight where many rows share a lane', () => {
    const tree = trace(
      [0, 'root', 0, 100],
      [1, 'bad', 10, 10, { status: 'error' }],
      [1, 'good', 0, 100, { type: 'llm_call' }],
    );
    const marks = minimapMarks(tree, sequence(tree, 'start'), 10, 1);
    expect(marks.map(({ x, width, colour }) => [x, width, colour])).toEqual([
      [0, 1, family('llm')],
      [1, 1, ERROR],
      [2, 8, family('llm')],
    ]);
  });

  it('never has more marks than pixels', () => {
    const wide = siblings(10_000);
    const marks = minimapMarks(wide, sequence(wide, 'start'), 400, 19);
    expect(marks.length).toBeLessThanOrEqual(400 * 19);
    expect(Math.max(...marks.map((mark) => mark.x + mark.width))).toBe(400);
  });

  it('is empty in a box without size', () => {
    const wide = siblings(3);
    expect(minimapMarks(wide, sequence(wide, 'start'), 0, 19)).toEqual([]);
  });
});
