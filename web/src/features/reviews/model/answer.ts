// What of a conversation is under review: all that the assistant said since anybody else did. The server takes
// the same for the answer that a corrected one stands in for.
import type { Message } from '@/api/types';
import { wordsOf } from '@/lib/pieces';

const isSaid = ({ role, toolCalls }: Message) => role === 'assistant' && toolCalls.length === 0;

/** The messages of the answer, in their order; none where somebody else has the last word. */
export function answerOf(messages: readonly Message[]): Message[] {
  const before = messages.findLastIndex((message) => !isSaid(message));
  const answer = messages.slice(before + 1);
  const last = messages.at(-1);
  // What ends in a call of a tool is answered with that call, and the words around it.
  return answer.length === 0 && last?.role === 'assistant' ? [last] : answer;
}

/** A message's words; what has none, but data, is that as JSON. */
function textOf({ content }: Message): string {
  if (typeof content === 'string') return content.trim() ? content : '';
  const isData = typeof content === 'object' && content !== null;
  return wordsOf(content) || (isData ? JSON.stringify(content) : '');
}

/** The answer's words; null where it has none. */
export function answerText(messages: readonly Message[]): string | null {
  const texts = answerOf(messages).map(textOf);
  return texts.filter(Boolean).join('\n\n') || null;
}

/** What is marked in the conversation: the answer, else the assistant's last message before somebody else's. */
export function underReview(messages: readonly Message[]): Message[] {
  const answer = answerOf(messages);
  if (answer.length > 0) return answer;
  const last = messages.findLast(({ role, content }) => role === 'assistant' && wordsOf(content));
  return last ? [last] : [];
}
