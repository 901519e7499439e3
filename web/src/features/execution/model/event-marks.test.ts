import { expect, test } from 'vitest';
import { eventMarks, offsetOf, onAxis } from './event-marks';

const origin = BigInt(Date.parse('2026-11-21T09:00:00Z')) * 1_000_000n;

test('an event stands at its instant, finer than milliseconds', () => {
  expect(offsetOf('2026-11-21T09:00:01.5Z', origin)).toBeCloseTo(1_500, 3);
  expect(offsetOf('2026-11-21T09:00:00.000250Z', origin)).toBeCloseTo(0.25, 3);
  expect(offsetOf('2026-11-21T09:00:00.001000500Z', origin)).toBeCloseTo(1.0005, 3);
});

test('one before or after all spans stands at the end of the axis', () => {
  expect(offsetOf('2026-11-21T08:59:59Z', origin)).toBe(-1_000);
  expect(onAxis(-1_000, 5_000)).toBe(0);
  const marks = eventMarks([-1_000, 2_500, 9_000], { from: 0, to: 5_000 }, 400, 5_000);
  expect(marks.map(({ left }) => left)).toEqual([0, 50, 100]);
});

test('events that crowd become one mark', () => {
  const marks = eventMarks([0, 1, 500, 1_000], { from: 0, to: 1_000 }, 400, 1_000);
  expect(marks).toEqual([
    { left: 0, events: [0, 1] },
    { left: 50, events: [2] },
    { left: 100, events: [3] },
  ]);
});

test('ten thousand events are as many marks as there is room for', () => {
  const offsets = Array.from({ length: 10_000 }, (_, index) => index);
  const marks = eventMarks(offsets, { from: 0, to: 10_000 }, 900, 10_000);
  expect(marks.length).toBeLessThan(90);
  expect(marks.flatMap(({ events }) => events)).toHaveLength(10_000);
});

test('a zoom shows those in it', () => {
  expect(eventMarks([0, 500, 900], { from: 400, to: 800 }, 400, 1_000)).toEqual([
    { left: 25, events: [1] },
  ]);
  expect(eventMarks([0], { from: 0, to: 1 }, 0, 1)).toEqual([]);
});
