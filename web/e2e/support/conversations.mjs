// Conversations for the tests: one that a program recorded, one that only its model calls tell.
import { newTrace, span } from './otlp.mjs';

const agent = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'support-agent' };

/** A turn with messages recorded by the program: `[role, content]`. */
export function recordedTurn(thread, said, { ago = 60_000, broken = false } = {}) {
  const trace = newTrace(ago);
  const ids = {
    'gen_ai.conversation.id': thread,
    'farol.user.id': 'u-7',
    'farol.entity.type': 'customer',
    'farol.entity.value': 'Rafael Teles',
  };
  const status = broken ? { status: { code: 2, message: '503 no healthy upstream' } } : {};
  const spans = [
    span(trace, { id: 1, name: 'turn', ms: 6840, attributes: { ...agent, ...ids }, ...status }),
    span(trace, { id: 2, parent: 1, name: 'get_line_status', at: 200, ms: 388, kind: 3 }),
    ...said.map(([role, content, metadata], index) =>
      span(trace, {
        id: 10 + index,
        parent: 1,
        name: `${role} message`,
        at: 100 + index * 1000,
        attributes: {
          ...ids,
          'farol.span.type': 'conversation_message',
          'farol.input': JSON.stringify({ role, content, ...(metadata && { metadata }) }),
        },
      }),
    ),
  ];
  return { ...trace, spans };
}

const text = (role, content) => ({ role, parts: [{ type: 'text', content }] });

/** An agent that asks a tool; each call of the model repeats what was said before. */
export function toldTurn(thread, { ago = 30_000 } = {}) {
  const trace = newTrace(ago);
  const asked = [text('system', 'Be kind and brief.'), text('user', 'Is my line down?')];
  const call = { type: 'tool_call', id: 'c1', name: 'get_line_status', arguments: { line: 'A-1' } };
  const answer = { type: 'tool_call_response', id: 'c1', response: { signal_dbm: -29.4 } };
  const chat = (input, output) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.usage.input_tokens': 1800,
    'gen_ai.usage.output_tokens': 104,
    'gen_ai.usage.cost': '0.0593',
    'gen_ai.input.messages': JSON.stringify(input),
    'gen_ai.output.messages': JSON.stringify(output),
  });
  const calling = { role: 'assistant', parts: [call] };
  const spans = [
    span(trace, {
      id: 1,
      name: 'invoke_agent support-agent',
      ms: 4000,
      attributes: { ...agent, 'gen_ai.conversation.id': thread },
    }),
    span(trace, {
      id: 2,
      parent: 1,
      name: 'chat gpt-4o',
      at: 100,
      ms: 900,
      attributes: chat(asked, [calling]),
    }),
    span(trace, {
      id: 3,
      parent: 1,
      name: 'chat gpt-4o',
      at: 1500,
      ms: 900,
      attributes: chat(
        [...asked, calling, { role: 'tool', parts: [answer] }],
        [text('assistant', 'Yes: **−29.4 dBm** is too low.')],
      ),
    }),
  ];
  return { ...trace, spans };
}
