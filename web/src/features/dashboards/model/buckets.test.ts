import { describe, expect, it } from 'vitest';
import { bucketLabels, chartBuckets, nextStart, timeLabels } from './buckets';
import { answer } from './fixture';

const local = (...at: [number, number, number, number?]) => new Date(...at).getTime();
const days = (...dates: number[]) => dates.map((date) => local(2026, 10, date));

const course = (starts: number[], from: number, to: number) =>
  answer({
    series: starts.map((start) => ({ start: new Date(start).toISOString(), value: 1 })),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });

describe('buckets', () => {
  it('that the time covers only partly are said to be parts', () => {
    const found = chartBuckets(
      course(days(19, 20, 21), local(2026, 10, 19, 9), local(2026, 10, 21, 9)),
      'day',
    );
    expect(found.map(({ isPart }) => isPart)).toEqual([true, false, true]);
    expect(found[2]?.end).toBe(local(2026, 10, 22));
  });

  it('end where the next begins: months and weeks have their own lengths', () => {
    expect(nextStart(local(2026, 1, 1), 'month')).toBe(local(2026, 2, 1));
    expect(nextStart(local(2026, 11, 28), 'week')).toBe(local(2027, 0, 4));
    expect(nextStart(local(2026, 5, 1, 9), 'hour')).toBe(local(2026, 5, 1, 10));
  });

  it('are named as short as their bars are narrow, and not all where they would touch', () => {
    const found = chartBuckets(course(days(19, 20, 21), 0, Date.now()), 'day');
    expect(bucketLabels(found, 'day', 90)).toEqual(['Thu 19', 'Fri 20', 'Sat 21']);
    expect(bucketLabels(found, 'day', 30)).toEqual(['Thu', 'Fri', 'Sat']);
    expect(bucketLabels(found, 'day', 16)).toEqual(['Thu', '', 'Sat']);
  });
});

describe('an axis of time', () => {
  it('names a few days in their middle', () => {
    const labels = timeLabels(local(2026, 10, 18), local(2026, 10, 21), 400);
    expect(labels.map(({ label }) => label)).toEqual(['Wed 18', 'Thu 19', 'Fri 20']);
    expect(labels[0]?.time).toBe(local(2026, 10, 18, 12));
  });

  it('names fewer where there is little room', () => {
    const labels = timeLabels(local(2026, 10, 14), local(2026, 10, 21), 180);
    expect(labels.length).toBeLessThan(5);
    expect(labels.length).toBeGreaterThan(1);
  });
});
