import { describe, expect, it } from 'vitest';
import {
  bar,
  follow,
  instantAt,
  isWhole,
  pan,
  tickLabel,
  ticks,
  wholeView,
  zoom,
  zoomAround,
} from './coordinates';

const view = { from: 100, to: 200 };

describe('a bar', () => {
  it('stands at its share of the view', () => {
    expect(bar(120, 30, view)).toEqual({ left: 20, width: 30, label: 'right' });
  });

  it('is cut at the edges and absent outside', () => {
    expect(bar(0, 500, view)).toEqual({ left: 0, width: 100, label: 'inside' });
    expect(bar(0, 99, view)).toBeNull();
    expect(bar(201, 5, view)).toBeNull();
  });

  it('has its label where there is room', () => {
    expect(bar(100, 50, view)?.label).toBe('right');
    expect(bar(150, 45, view)?.label).toBe('left');
    expect(bar(105, 90, view)?.label).toBe('inside');
  });

  it('of no length is still there', () => {
    expect(bar(150, 0, view)).toEqual({ left: 50, width: 0, label: 'right' });
  });
});

describe('zooming', () => {
  it('takes its ends in either order and stays inside', () => {
    expect(zoom(80, 20, 100)).toEqual({ from: 20, to: 80 });
    expect(zoom(-50, 20, 100)).toEqual({ from: 0, to: 20 });
  });

  it('has a closest distance, also at the edges', () => {
    const { from, to } = zoom(100, 100, 100);
    expect(to - from).toBeCloseTo(0.0001);
    expect(to).toBeLessThanOrEqual(100);
    expect(zoom(0, 0, 100).from).toBe(0);
  });

  it('pans without leaving the trace', () => {
    expect(pan({ from: 0, to: 20 }, -1, 100)).toEqual({ from: 0, to: 20 });
    expect(pan({ from: 70, to: 90 }, 1, 100)).toEqual({ from: 80, to: 100 });
  });
});

describe('following a span', () => {
  it('keeps the view where the span is in it', () => {
    expect(follow(view, 150, 500, 1000)).toBe(view);
    expect(follow(view, 0, 100, 1000)).toBe(view);
  });

  it('moves the view to its start, inside the trace', () => {
    expect(follow(view, 500, 10, 1000)).toEqual({ from: 490, to: 590 });
    expect(follow(view, 999, 1, 1000)).toEqual({ from: 900, to: 1000 });
  });
});

describe('an instant on the axis', () => {
  it.each([
    [0, { from: 0, to: 5000 }, '0'],
    [1370, { from: 0, to: 6840 }, '1.37 s'],
    [81_000, { from: 60_000, to: 120_000 }, '1 m 21 s'],
    [81_234.5, { from: 81_234, to: 81_236.5 }, '81.23450 s'],
    [81_020, { from: 81_000, to: 81_100 }, '81.020 s'],
    [0.4, { from: 0, to: 2 }, '400 µs'],
    [612.25, { from: 612, to: 613.25 }, '612.25 ms'],
  ])('%d is told apart from its neighbours', (instant, shown, label) =>
    expect(tickLabel(instant, shown)).toBe(label),
  );
});

describe('the axis', () => {
  it('is divided in fifths', () => expect(ticks(view)).toEqual([100, 120, 140, 160, 180]));
  it('knows the instant under the pointer', () => expect(instantAt(0.25, view)).toBe(125));
  it('knows when all of it is shown', () => {
    expect(isWhole(wholeView(10), 10)).toBe(true);
    expect(isWhole({ from: 1, to: 10 }, 10)).toBe(false);
  });
});

describe('zooming around an instant', () => {
  it('keeps it under the pointer', () => {
    const closer = zoomAround({ from: 0, to: 1000 }, 0.25, 0.5, 1000);
    expect(closer).toEqual({ from: 125, to: 625 });
    expect(instantAt(0.25, closer)).toBe(250);
  });

  it('ends at the whole, and at the closest', () => {
    expect(zoomAround({ from: 100, to: 900 }, 0.9, 4, 1000)).toEqual({ from: 0, to: 1000 });
    const closest = zoomAround({ from: 500, to: 500.001 }, 0.5, 0.1, 1000);
    expect(closest.to - closest.from).toBeGreaterThanOrEqual(0.0009);
  });
});
