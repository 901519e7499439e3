// Traces for the tests: a support call as operators know it, and a large one.
import { newTrace, span } from './otlp.mjs';

const agent = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'support-agent' };
const tool = (name) => ({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name });
const thread = (id) => ({ 'gen_ai.conversation.id': id });

const chat = (input, output) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
  'gen_ai.input.messages': JSON.stringify([
    { role: 'system', parts: [{ type: 'text', content: 'Be kind and brief.' }] },
    { role: 'user', parts: [{ type: 'text', content: 'My line is down again' }] },
  ]),
  'gen_ai.output.messages': JSON.stringify([
    { role: 'assistant', parts: [{ type: 'text', content: 'A technician comes tomorrow.' }] },
  ]),
});

const failed = (message) => ({
  status: { code: 2, message },
  events: [
    {
      name: 'exception',
      timeUnixNano: '0',
      attributes: [
        { key: 'exception.type', value: { stringValue: 'UpstreamError' } },
        { key: 'exception.message', value: { stringValue: message } },
        { key: 'exception.stacktrace', value: { stringValue: 'Traceback\n  File "x.py", line 4' } },
      ],
    },
  ],
});

/** Nine spans: an agent, its calls, and a tool that failed. */
export function supportCall({ ago, conversation = 'wa-5511998', broken = true } = {}) {
  const trace = newTrace(ago);
  const make = (fields) => span(trace, fields);
  const root = { ...agent, ...thread(conversation), 'user.id': 'u-7', campaign: 'first-light' };
  const error = broken ? failed('503 no healthy upstream') : {};
  const spans = [
    make({ id: 1, name: 'invoke_agent support-agent', ms: 6840, attributes: root, ...error }),
    make({ id: 2, parent: 1, name: 'triage', at: 198, ms: 1560 }),
    make({ id: 3, parent: 2, name: 'chat gpt-4o', at: 308, ms: 702, attributes: chat(1800, 104) }),
    make({ id: 4, parent: 1, name: 'resolve', at: 1762, ms: 4710 }),
    make({
      id: 5,
      parent: 4,
      name: 'get_line_status',
      at: 1770,
      ms: 388,
      attributes: tool('line'),
    }),
    make({
      id: 6,
      parent: 4,
      name: 'get_open_tickets',
      at: 1771,
      ms: 895,
      attributes: tool('tickets'),
      ...error,
    }),
    make({
      id: 7,
      parent: 4,
      name: 'chat gpt-4o',
      at: 2786,
      ms: 1910,
      attributes: chat(4812, 284),
    }),
    make({
      id: 8,
      parent: 4,
      name: 'schedule_visit',
      at: 4702,
      ms: 812,
      attributes: tool('visit'),
    }),
    make({ id: 9, parent: 8, name: 'POST /visits', at: 4710, ms: 640, kind: 3 }),
  ];
  return { ...trace, spans };
}

/** A root, 999 branches, and nine leaves in each but the last. */
export function largeTrace(count) {
  const trace = newTrace(700_000);
  const spans = [span(trace, { id: 1, name: 'nightly batch', ms: 600_000, attributes: agent })];
  for (let id = 2, branch = 0; id <= count; id += 1) {
    const isBranch = (id - 2) % 10 === 0;
    if (isBranch) branch = id;
    const at = Math.floor((id - 2) / 10) * 590;
    const name = isBranch ? `customer ${id}` : `step ${id}`;
    const place = isBranch ? { at, ms: 560 } : { at: at + ((id - 2) % 10) * 55, ms: 50 };
    const attributes = !isBranch && id % 4 === 0 ? { 'gen_ai.operation.name': 'chat' } : {};
    spans.push(span(trace, { id, parent: isBranch ? 1 : branch, name, attributes, ...place }));
  }
  return { ...trace, spans };
}
