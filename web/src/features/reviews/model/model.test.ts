import { describe, expect, it } from 'vitest';
import type { QueueItem, Review } from '@/api/reviews';
import type { Message } from '@/api/types';
import { answerOf, answerText, underReview } from './answer';
import { goesAfter, placeOf, queueRow, reviewRow, shortName } from './rows';
import { shares } from './shares';
import { age, inOneUnit } from './span';

const item = (fields: Partial<QueueItem>) =>
  ({
    itemId: 'i-1',
    executionId: 'run-7',
    inputPreview: null,
    agentId: 'shop',
    agentName: null,
    userId: null,
    tags: [],
    reasons: [],
    priority: 'high',
    queuedAt: '2026-11-22T10:00:00Z',
    leasedBy: null,
    reviewId: null,
    rating: null,
    assignee: null,
    ...fields,
  }) as QueueItem;

describe('a row', () => {
  it('is called by what was asked, without the marks of Markdown, else by its id', () => {
    expect(queueRow(item({ inputPreview: '**Where** is\nmy order?' })).title).toBe(
      'Where is my order?',
    );
    expect(queueRow(item({ inputPreview: '  ' })).title).toBe('run-7');
  });

  it('tells who works at it, else its rating, else why it waits', () => {
    const reasons = [{ rule: 'Errors', by: null }];
    expect(queueRow(item({ reasons })).note).toEqual({ kind: 'rule', name: 'Errors' });
    expect(queueRow(item({ reasons, rating: 'bad' })).note).toBeNull();
    const held = queueRow(item({ reasons, rating: 'bad', leasedBy: 'ana@example.com' }));
    expect(held).toMatchObject({ status: 'in_progress', note: { by: 'ana@example.com' } });
    expect(queueRow(item({ reasons: [{ by: 'ci' }] })).note).toEqual({
      kind: 'person',
      name: 'ci',
    });
  });

  it('is found by its item, else by its review', () => {
    const rows = [
      queueRow(item({})),
      reviewRow({ reviewId: 'r-2', executionId: 'run-8', inputPreview: null } as Review),
    ];
    expect(placeOf(rows, 'i-1', 'r-2')).toBe(0);
    expect(placeOf(rows, 'gone', 'r-2')).toBe(1);
    expect(placeOf(rows, undefined, undefined)).toBe(-1);
    expect(goesAfter(rows, 0)).toBe(rows[1]);
    expect(goesAfter(rows, 1)).toBeNull();
    expect(goesAfter(rows, -1)).toBeNull();
  });

  it('calls people by what stands before the @', () => {
    expect(shortName('ana@example.com')).toBe('ana');
    expect(shortName('llm-judge')).toBe('llm-judge');
    expect(shortName('@')).toBe('@');
  });
});

it('shares come to a hundred', () => {
  expect(shares([207, 34, 98])).toEqual([61, 10, 29]);
  expect(shares([1, 1, 1])).toEqual([34, 33, 33]);
  expect(shares([0, 0, 0])).toEqual([0, 0, 0]);
  expect(shares([0, 5, 0])).toEqual([0, 100, 0]);
});

it('spans of time are told in one unit', () => {
  expect(inOneUnit(null)).toBeNull();
  expect(inOneUnit(0.001)).toEqual({ value: '<1', unit: 'minutes' });
  expect(inOneUnit(0.7)).toEqual({ value: '42', unit: 'minutes' });
  expect(inOneUnit(5.42)).toEqual({ value: '5.4', unit: 'hours' });
  expect(inOneUnit(2)).toEqual({ value: '2', unit: 'hours' });
  expect(inOneUnit(76.8)).toEqual({ value: '3.2', unit: 'days' });
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(age('2026-11-22T11:59:30Z', now)).toBeNull();
  expect(age('2026-11-22T11:18:00Z', now)).toEqual({ value: 42, unit: 'minutes' });
  expect(age('2026-11-21T01:00:00Z', now)).toEqual({ value: 35, unit: 'hours' });
  expect(age('2026-11-02T12:00:00Z', now)).toEqual({ value: 20, unit: 'days' });
  expect(age('no time', now)).toBeNull();
});

describe('what is under review', () => {
  const said = (role: string, content: string, calls = 0) =>
    ({ role, content, toolCalls: Array(calls).fill({ id: null }) }) as unknown as Message;

  it('is all that the assistant said last', () => {
    const messages = [said('user', 'Hi'), said('assistant', 'One.'), said('assistant', 'Two.')];
    expect(answerOf(messages)).toEqual(messages.slice(1));
    expect(answerText(messages)).toBe('One.\n\nTwo.');
  });

  it('tells data as JSON, as the server does', () => {
    const data = { ...said('assistant', ''), content: { type: 'line_reset', attempts: 1 } };
    expect(answerText([said('assistant', 'Done.'), data])).toBe(
      'Done.\n\n{"type":"line_reset","attempts":1}',
    );
  });

  it('is an answer that comes with a call, where nothing comes after it', () => {
    const messages = [said('user', 'Hi'), said('assistant', 'Wait.', 1)];
    expect(answerText(messages)).toBe('Wait.');
  });

  it('is none to correct where somebody else has the last word, but the last one is marked', () => {
    const messages = [said('user', 'Hi'), said('assistant', 'One.'), said('user', 'Bye')];
    expect(answerText(messages)).toBeNull();
    expect(underReview(messages)).toEqual([messages[1]]);
    expect(underReview([])).toEqual([]);
  });
});
