import { expect, test } from 'vitest';
import type { Thread } from '@/api/types';
import { who } from './who';

const thread = (fields: Partial<Thread>) => ({ threadId: 'wa-1', ...fields }) as Thread;

test('a thread is with whom it is about, else its user, else it is its id', () => {
  const rafael = thread({
    entity: { type: 'customer', value: 'Rafael Teles' },
    agentName: 'support',
  });
  expect(who(rafael)).toEqual({
    name: 'Rafael Teles',
    about: 'customer · support',
  });
  expect(who(thread({ userId: 'u-7' }))).toEqual({ name: 'u-7', about: 'wa-1' });
  expect(who(thread({}))).toEqual({ name: 'wa-1', about: '' });
});
