// The export of reviews as examples for training, and what reviews are called elsewhere than on their page.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const reviewExport = {
  title: 'Export for training',
  filters: 'Which reviews',
  status: 'Status',
  rating: 'Rating',
  any: 'any unless chosen',
  agents: 'Agents',
  tags: 'Tags',
  several: 'several with commas',
  since: 'Changed since',

  summary: 'What it would bring',
  examples: (count: number) => (count === 1 ? 'example' : 'examples'),
  ofReviews: (count: number) => (count === 1 ? 'of 1 review' : `of ${n(count)} reviews`),
  corrected: (count: number) =>
    count === 1
      ? '1 of them has a corrected answer.'
      : `${n(count)} of them have a corrected answer.`,
  incomplete: 'There are too many to look at all of them: these are the figures of the first.',
  skippedTitle: 'Left out, since it is no example',
  reasons: {
    no_messages: 'there is no conversation',
    cut_conversation: 'the copy of the conversation is cut off',
    unknown_role: 'somebody speaks who is neither system, user, assistant nor tool',
    empty_content: 'a message says nothing',
    no_answer_at_end: 'it does not end with an answer',
    no_question: 'nobody asks anything',
    tool_without_call: 'a tool answers that was not called',
    call_without_answer: 'a tool was called and did not answer',
    invalid_tool_name: 'a tool has a name that fine-tuning does not take',
  } as Record<string, string>,

  exampleAt: (at: string, all: string) => `Example ${at} of the first ${all}`,
  before: 'The example before',
  next: 'The next example',
  look: 'Show as',
  looks: { chat: 'Conversation', json: 'As written' },
  copyExample: 'Copy the example as a line',
  wasCorrected: 'corrected',
  toReview: 'Open the review',
  none: 'No examples',
  noneText: 'No review fits the filters, or none of them makes an example.',

  format: 'Format',
  download: 'Download',
  ci: 'Every night',
  nightly: 'For a pipeline, with a key that may read',
  nightlyText: 'What has not changed is not sent again. A whole job for CI is in docs/ci.md.',
  docs: 'All parameters',
  copyCommand: 'Copy the command',

  review: 'Review',
  reviewHint: 'Put it up for review (v)',
  reviewed: (rating: string) => `Reviewed: ${rating}`,
  openReview: 'Open its review (v)',
};
