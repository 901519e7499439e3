// Inputs and outputs as chat, where they are one. Providers differ; what is not understood stays JSON.
import { jsonKind, parseIfJson, toJson } from '@/lib/json-rows';

export interface ToolCall {
  name: string;
  /** Parsed where it was JSON in a string. */
  arguments: unknown;
}

export interface Message {
  role: string;
  name: string | null;
  text: string;
  toolCalls: ToolCall[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => jsonKind(value) === 'object';
const textOrNull = (value: unknown) => (typeof value === 'string' && value ? value : null);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The messages that a value holds; null where it holds none, or holds more than messages. */
export function asMessages(value: unknown): Message[] | null {
  const parsed = parseIfJson(value);
  const list = Array.isArray(parsed)
    ? parsed
    : isFields(parsed)
      ? (parsed.messages ?? [parsed])
      : [];
  if (!Array.isArray(list) || list.length === 0 || !list.every(isMessage)) return null;
  return list.map(readMessage);
}

function isMessage(value: unknown): value is Fields {
  if (!isFields(value) || typeof value.role !== 'string') return false;
  return ['content', 'parts', 'toolCalls', 'tool_calls', 'text'].some((key) => key in value);
}

function readMessage(message: Fields): Message {
  const parts = [...listOf(message.parts), ...listOf(message.content)];
  const calls = [
    ...listOf(message.toolCalls),
    ...listOf(message.tool_calls),
    ...parts.filter(isCall),
  ];
  const own = Array.isArray(message.content) ? null : message.content;
  const texts = [own ?? message.text, ...parts.filter((part) => !isCall(part)).map(partText)];
  return {
    role: String(message.role),
    name: textOrNull(message.name),
    text: texts
      .filter((each) => each !== null && each !== undefined && each !== '')
      .map(toJson)
      .join('\n\n'),
    toolCalls: calls.filter(isFields).map(readCall),
  };
}

const isCall = (part: unknown) =>
  isFields(part) &&
  ['tool_call', 'tool_use', 'tool-call', 'function_call'].includes(String(part.type));

function partText(part: unknown): unknown {
  if (!isFields(part)) return part;
  return part.text ?? part.content ?? part.response ?? part.result ?? part;
}

function readCall(call: Fields): ToolCall {
  const inner = isFields(call.function) ? call.function : call;
  const given = inner.arguments ?? inner.input ?? inner.args ?? null;
  return {
    name: textOrNull(inner.name) ?? textOrNull(call.toolName) ?? '',
    arguments: parseIfJson(given),
  };
}
