import { describe, expect, it } from 'vitest';
import { dragged, gripAt } from './grip';

const TOTAL = 1000;
const part = { from: 200, to: 600 };

describe('the minimap', () => {
  it('a drag over the whole selects', () => {
    const grip = gripAt(0.5, { from: 0, to: TOTAL }, TOTAL, 400);
    expect(grip.kind).toBe('new');
    expect(dragged(grip, 0.5, 0.1, TOTAL)).toEqual({ from: 100, to: 500 });
  });
  it('the part shown is moved, and stays inside', () => {
    const grip = gripAt(0.4, part, TOTAL, 400);
    expect(grip.kind).toBe('part');
    expect(dragged(grip, 0.4, 0.5, TOTAL)).toEqual({ from: 300, to: 700 });
    expect(dragged(grip, 0.4, 1, TOTAL)).toEqual({ from: 600, to: 1000 });
  });
  it('its edges are moved, past each other if need be', () => {
    const from = gripAt(0.21, part, TOTAL, 400);
    expect(from.kind).toBe('from');
    expect(dragged(from, 0.21, 0.3, TOTAL)).toEqual({ from: 300, to: 600 });
    const to = gripAt(0.6, part, TOTAL, 400);
    expect(to.kind).toBe('to');
    expect(dragged(to, 0.6, 0.1, TOTAL)).toEqual({ from: 100, to: 200 });
  });
  it('beside the part shown, a new one begins', () => {
    expect(gripAt(0.9, part, TOTAL, 400).kind).toBe('new');
  });
});
