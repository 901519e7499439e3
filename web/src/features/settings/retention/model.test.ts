import { expect, test } from 'vitest';
import { draftOf, faults, isSame, limitsOf, losses } from './model';
import type { Limits } from './queries';

const own: Limits = {
  spansDays: 30,
  logsDays: null,
  eventsDays: 400,
  spansBytes: null,
  logsBytes: 10_000_000_000,
  eventsBytes: null,
};
const now = Date.parse('2026-11-21T18:00:00Z');
const usage = { bytes: 5_000, rows: 10, days: 12, oldestDay: '2026-11-01' };

test('limits that are not touched are sent as they came', () => {
  expect(limitsOf(draftOf(own))).toEqual(own);
  expect(isSame(draftOf(own), draftOf(own))).toBe(true);
  expect(draftOf(own).logs).toEqual({ days: '', bytes: '10 GB' });
  expect(draftOf(own).events).toEqual({ days: '400', bytes: '' });
});

test('what is no number of days or no size is found', () => {
  const draft = draftOf(own);
  expect(faults(draft)).toEqual({});
  expect(faults({ ...draft, spans: { days: '0', bytes: 'much' } })).toEqual({
    spansDays: 'days',
    spansBytes: 'bytes',
  });
  expect(faults({ ...draft, logs: { days: '1.5', bytes: '0' } })).toEqual({
    logsDays: 'days',
    logsBytes: 'bytes',
  });
  expect(faults({ ...draft, events: { days: '40000', bytes: '' } })).toEqual({
    eventsDays: 'days',
  });
  expect(isSame(draft, { ...draft, logs: { days: 'x', bytes: '10 GB' } })).toBe(false);
});

test('fewer days than are stored tell which go', () => {
  expect(losses(usage, 7, null, now)).toEqual([
    { by: 'age', firstKept: '2026-11-14', oldest: '2026-11-01', days: 13 },
  ]);
  expect(losses(usage, 20, null, now)).toEqual([]);
  expect(losses(usage, null, null, now)).toEqual([]);
});

test('less room than is taken tells how much goes', () => {
  expect(losses(usage, 30, 2_000, now)).toEqual([{ by: 'size', bytes: 3_000 }]);
  expect(losses(undefined, 1, 1, now)).toEqual([]);
});
