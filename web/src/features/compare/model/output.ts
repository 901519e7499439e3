// What an execution answered, as text that can be laid beside another.
import { jsonKind, parseIfJson, toJson } from '@/lib/json-rows';
import { wordsOf } from '@/lib/pieces';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => jsonKind(value) === 'object';
const contentOf = (message: Fields) => message.content ?? message.parts ?? message.text;

/** The words of an output: of messages what the assistant said, of anything else JSON. */
export function outputText(value: unknown): string {
  const parsed = parseIfJson(value);
  if (parsed === null || parsed === undefined) return '';
  if (typeof parsed === 'string') return parsed;
  const messages = messagesOf(parsed);
  if (!messages) return toJson(parsed);
  const said = messages
    .filter(({ role }) => role === undefined || role === 'assistant' || role === 'model')
    .map((message) => wordsOf(contentOf(message)))
    .filter(Boolean);
  return said.join('\n\n') || toJson(parsed);
}

function messagesOf(value: unknown): Fields[] | null {
  const list = Array.isArray(value) ? value : isFields(value) ? (value.messages ?? [value]) : [];
  const isMessage = (each: unknown) =>
    isFields(each) && typeof each.role === 'string' && contentOf(each) !== undefined;
  return Array.isArray(list) && list.length > 0 && list.every(isMessage) ? list : null;
}
