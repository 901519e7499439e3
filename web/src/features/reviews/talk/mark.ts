import type { Message } from '@/api/types';
import { t } from '@/lib/strings';
import { type Marked, nameOf } from '@/ui/chat/Rows';
import { underReview } from '../model/answer';

/** What is under review, to be marked in the conversation. */
export const markOf = (messages: readonly Message[]): Marked => ({
  names: new Set(underReview(messages).map(nameOf)),
  label: t.reviews.talk.underReview,
});
