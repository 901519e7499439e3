// A review for tests.
import type { Review } from '@/api/reviews';
import { type Fields, fieldsOf } from './fields';

export const review = (part: Partial<Review> = {}): Review => ({
  reviewId: '5f0c',
  executionId: 'order-7',
  traceId: 't',
  agentId: null,
  agentName: null,
  threadId: null,
  userId: null,
  inputPreview: null,
  outputPreview: null,
  status: 'open',
  rating: 'bad',
  priority: 'high',
  comment: 'It left yesterday.',
  tags: ['facts'],
  correctedOutput: null,
  actionTaken: null,
  resolutionNotes: null,
  assignee: null,
  reviewedBy: 'llm-judge',
  resolvedBy: null,
  resolvedAt: null,
  createdAt: '2026-11-21T12:00:00Z',
  updatedAt: '2026-11-21T12:00:00Z',
  version: 3,
  commentCount: 0,
  messageCount: 2,
  messagesComplete: true,
  ...part,
});

export const fields = (part: Partial<Fields> = {}): Fields => ({
  ...fieldsOf(review(), null),
  ...part,
});
