// Messages as the rows of a chat: bubbles of one speaker together, calls of tools with their answers,
// days and executions between them.
import type { Execution, Message, ToolCall } from '@/api/types';

export interface Call {
  call: ToolCall;
  result: Message | null;
}

export type ChatRow =
  | { kind: 'day'; key: string; time: string }
  | { kind: 'execution'; key: string; execution: Execution }
  | { kind: 'gap'; key: string; ms: number }
  | { kind: 'say'; key: string; isOut: boolean; role: string; messages: Message[] }
  | { kind: 'system'; key: string; message: Message }
  | { kind: 'tools'; key: string; message: Message; calls: Call[] };

/** A pause that is worth a line, in milliseconds. */
const PAUSE = 60_000;
/** Bubbles of one row: a row is drawn whole. */
const MOST = 20;

const keyOf = (message: Message) => `${message.executionId} ${message.id}`;
const dayOf = (time: string) => new Date(time).toDateString();

/** The messages that a row shows. */
export function messagesOf(row: ChatRow): readonly Message[] {
  if (row.kind === 'say') return row.messages;
  if (row.kind === 'system') return [row.message];
  if (row.kind !== 'tools') return [];
  return [row.message, ...row.calls.flatMap(({ result }) => result ?? [])];
}

/** The rows of a conversation; with its executions, their boundaries among them. */
export function chatRows(
  messages: readonly Message[],
  executions?: ReadonlyMap<string, Execution>,
): ChatRow[] {
  const rows: ChatRow[] = [];
  const answers = answersOf(messages);
  let before: Message | null = null;
  for (const message of messages) {
    if (answers.taken.has(message)) continue;
    if (executions) pushBounds(rows, before, message, executions);
    pushMessage(rows, message, answers.of, before !== null && sameTurn(before, message));
    before = message;
  }
  return rows;
}

const sameTurn = (one: Message, next: Message) => one.executionId === next.executionId;

function pushBounds(
  rows: ChatRow[],
  before: Message | null,
  message: Message,
  executions: ReadonlyMap<string, Execution>,
) {
  if (before && sameTurn(before, message)) return;
  const key = keyOf(message);
  if (!before || dayOf(before.timestamp) !== dayOf(message.timestamp))
    rows.push({ kind: 'day', key: `day ${key}`, time: message.timestamp });
  else {
    const ms = Date.parse(message.timestamp) - Date.parse(before.timestamp);
    if (ms >= PAUSE) rows.push({ kind: 'gap', key: `gap ${key}`, ms });
  }
  const execution = executions.get(message.executionId);
  if (execution) rows.push({ kind: 'execution', key: `execution ${key}`, execution });
}

function pushMessage(
  rows: ChatRow[],
  message: Message,
  answers: ReadonlyMap<ToolCall, Message>,
  goesOn: boolean,
) {
  const key = keyOf(message);
  const { role } = message;
  if (role === 'system') rows.push({ kind: 'system', key, message });
  else if (role === 'tool') {
    const call = { id: null, name: message.name, arguments: null };
    pushCalls(rows, message, [{ call, result: message }], goesOn);
  } else if (hasContent(message)) {
    const last = rows.at(-1);
    const isSame = last?.kind === 'say' && last.role === role && goesOn && !hasCalls(last.messages);
    const isShort = isSame && last.messages.length < MOST;
    if (isShort && last.messages[0].name === message.name) last.messages.push(message);
    else rows.push({ kind: 'say', key, isOut: role === 'assistant', role, messages: [message] });
  }
  if (message.toolCalls.length > 0 && role !== 'tool') {
    const calls = message.toolCalls.map((call) => ({ call, result: answers.get(call) ?? null }));
    pushCalls(rows, message, calls, goesOn && !hasContent(message));
  }
}

const hasContent = ({ content }: Message) =>
  content !== null && content !== undefined && content !== '';
const hasCalls = (messages: readonly Message[]) =>
  messages.some((message) => message.toolCalls.length > 0);

/** Calls that follow each other stand in one row. */
function pushCalls(rows: ChatRow[], message: Message, calls: Call[], goesOn: boolean) {
  const last = rows.at(-1);
  if (last?.kind === 'tools' && goesOn) last.calls.push(...calls);
  else rows.push({ kind: 'tools', key: `tools ${keyOf(message)}`, message, calls: [...calls] });
}

/** Which message answers which call: by the call's id, in the same execution. */
function answersOf(messages: readonly Message[]) {
  const waiting = new Map<string, ToolCall>();
  const of = new Map<ToolCall, Message>();
  const taken = new Set<Message>();
  for (const message of messages) {
    for (const call of message.toolCalls)
      if (call.id) waiting.set(`${message.executionId} ${call.id}`, call);
    const id = message.role === 'tool' ? message.metadata.toolCallId : undefined;
    const call = typeof id === 'string' ? waiting.get(`${message.executionId} ${id}`) : undefined;
    if (call && !of.has(call)) {
      of.set(call, message);
      taken.add(message);
    }
  }
  return { of, taken };
}
