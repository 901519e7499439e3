// The form beside the conversation.
import type { Review } from '@/api/reviews';
import type { Subject } from '../model/subject';

export interface ReviewFormProps {
  subject: Subject;
  /** Who works at it, where somebody else does: it can only be read then. */
  lockedBy: string | null;
  position?: { at: number; of: number };
  onSaved: (review: Review) => void;
  onSkip?: () => void;
  onDeleted: () => void;
}

export const ReviewForm = ({ subject }: ReviewFormProps) => (
  <p style={{ padding: 16 }}>{subject.executionId}</p>
);
