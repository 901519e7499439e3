// Finding in a conversation: which messages have a text, and where it stands on screen.
import { type RefObject, useEffect } from 'react';
import type { Message } from '@/api/types';
import { toJson } from '@/lib/json-rows';
import { wordsOf } from '@/lib/pieces';

export interface Find {
  text: string;
  /** Which of those found is looked at; beyond the last comes the first again. */
  at: number;
  onFound: (count: number) => void;
}

/** The messages that have a text in their words, their data, their calls or their names, without case. */
export function findMessages(messages: readonly Message[], text: string): Message[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return messages.filter((message) => textOf(message).includes(wanted));
}

function textOf({ content, name, toolCalls }: Message): string {
  const isWords = typeof content === 'string';
  const parts = [isWords ? content : wordsOf(content), name ?? ''];
  if (!isWords && content !== null && content !== undefined) parts.push(toJson(content));
  for (const call of toolCalls) parts.push(call.name ?? '', toJson(call.arguments));
  return parts.join('\n').toLowerCase();
}

/** Goes round: −1 is the last. */
export const around = (at: number, count: number) => (count ? ((at % count) + count) % count : 0);

const NAME = 'found';
/** Places that are marked at once: more than a screen has. */
const MOST = 500;

/** Marks a text wherever it is drawn, without touching what is drawn. */
export function useMarks(place: RefObject<HTMLElement | null>, text: string, drawn: unknown) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn anew is marked anew
  useEffect(() => {
    const wanted = text.trim().toLowerCase();
    if (!place.current || !wanted || typeof Highlight === 'undefined') return undefined;
    CSS.highlights.set(NAME, new Highlight(...rangesOf(place.current, wanted)));
    return () => {
      CSS.highlights.delete(NAME);
    };
  }, [place, text, drawn]);
}

function rangesOf(place: HTMLElement, wanted: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && ranges.length < MOST) {
    const node = walker.currentNode as Text;
    const words = node.data.toLowerCase();
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + wanted.length, node.data.length));
      ranges.push(range);
    }
  }
  return ranges;
}
