import { describe, expect, it } from 'vitest';
import { changeOf, newReview, type Wish } from './change';
import { fieldsOf } from './fields';
import { fields, review } from './fixture';

const wish = (part: Partial<Wish> = {}): Wish => ({
  fields: fields(),
  status: 'resolved',
  me: 'ana@example.com',
  given: 'It left this morning.',
  ...part,
});

describe('a change', () => {
  const stored = { version: 3, fields: fieldsOf(review(), null) };

  it('has what differs alone, and the version it is made over', () => {
    const written = fields({ tags: ['facts', 'tone'], resolutionNotes: ' Told the team. ' });
    expect(changeOf(review(), stored, wish({ fields: written }))).toEqual({
      status: 'resolved',
      tags: ['facts', 'tone'],
      resolutionNotes: 'Told the team.',
      version: 3,
    });
  });

  it('takes away what was emptied', () => {
    const old = review({
      actionTaken: 'escalated',
      correctedOutput: 'Yesterday.',
      status: 'resolved',
    });
    const written = { ...fieldsOf(old, null), actionTaken: '', correctedOutput: ' ' };
    expect(
      changeOf(old, { version: 3, fields: fieldsOf(old, null) }, wish({ fields: written })),
    ).toEqual({
      actionTaken: null,
      correctedOutput: null,
      version: 3,
    });
  });

  it('is none where nothing differs', () => {
    expect(changeOf(review({ status: 'resolved' }), stored, wish())).toBeNull();
  });

  it('gives work that goes on to whoever saves, unless somebody has it', () => {
    const going = wish({ status: 'in_progress' });
    expect(changeOf(review(), stored, going)?.assignee).toBe('ana@example.com');
    expect(changeOf(review({ assignee: 'rui@example.com' }), stored, going)).toEqual({
      status: 'in_progress',
      version: 3,
    });
  });
});

describe('a new review', () => {
  it('has all of it, and no correction that is none', () => {
    const written = fields({ correctedOutput: 'It left this morning.', actionTaken: ' ' });
    expect(newReview('order-7', wish({ fields: written }))).toEqual({
      executionId: 'order-7',
      rating: 'bad',
      comment: 'It left yesterday.',
      priority: 'high',
      tags: ['facts'],
      status: 'resolved',
      correctedOutput: null,
      actionTaken: null,
      resolutionNotes: null,
    });
  });
});
