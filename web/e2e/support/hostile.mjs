// Payloads in every field that telemetry has, sent by every way in, and the check that nothing came of them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { attribute, newTrace, sendLogs, sendNodes, sendSpans, span } from './otlp.mjs';
import { contentsOf, PAYLOADS } from './payloads.mjs';

/** Ids are text up to 128 characters. */
const short = (payload) => payload.slice(0, 128);

function attributes(payload) {
  const message = {
    role: payload,
    content: payload,
    toolCalls: [{ name: payload, arguments: payload }],
  };
  return {
    [payload]: payload,
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': payload,
    'gen_ai.conversation.id': short(payload),
    'gen_ai.agent.name': payload,
    'user.id': short(payload),
    'gen_ai.input.messages': JSON.stringify([message]),
    'url.full': payload,
    nested: JSON.stringify({ [payload]: { [payload]: payload } }),
  };
}

/** One trace with a span for each payload, which fails by it, and a log line for each. */
export async function sendHostileTrace() {
  const trace = newTrace();
  const spans = PAYLOADS.map((payload, index) =>
    span(trace, {
      id: index + 1,
      parent: index === 0 ? undefined : 1,
      name: payload,
      at: index,
      ms: 20,
      attributes: attributes(payload),
      status: { code: 2, message: payload },
      events: [
        {
          name: 'exception',
          timeUnixNano: String(trace.start),
          attributes: ['type', 'message', 'stacktrace'].map((key) =>
            attribute(`exception.${key}`, payload),
          ),
        },
        {
          name: payload,
          timeUnixNano: String(trace.start),
          attributes: [attribute(payload, payload)],
        },
      ],
      links: [
        {
          traceId: trace.id,
          spanId: '0000000000000001',
          attributes: [attribute(payload, payload)],
        },
      ],
    }),
  );
  await sendSpans(spans, PAYLOADS[6]);
  await sendLogs(
    PAYLOADS.map((payload) => ({
      timeUnixNano: String(trace.start),
      severityText: payload,
      body: { stringValue: payload },
      traceId: trace.id,
      attributes: [attribute(payload, payload), attribute('logger', payload)],
    })),
    PAYLOADS[6],
  );
  return trace;
}

/** An execution of its own for each payload, named, owned and failed by it. */
export const sendHostileExecutions = () =>
  sendNodes(
    PAYLOADS.map((payload) => ({
      executionId: randomUUID(),
      type: 'agent_execution',
      name: payload,
      threadId: short(payload),
      sessionId: short(payload),
      agentId: short(payload),
      agentName: payload,
      userId: short(payload),
      model: payload,
      entity: { type: payload, value: payload },
      input: payload,
      output: payload,
      error: { message: payload, type: payload, stack: payload },
      metadata: { [payload]: payload },
    })),
  );

/** A conversation in which each payload is said in every kind of content. */
export async function sendHostileConversation() {
  const executionId = randomUUID();
  const start = Date.now() - 60_000;
  const root = { id: `${executionId} root`, executionId, type: 'agent_execution', name: 'talk' };
  const roles = ['user', 'assistant', 'system', 'tool'];
  const said = PAYLOADS.flatMap(contentsOf).map((content, index) => ({
    id: `${executionId} ${index}`,
    parentId: root.id,
    executionId,
    threadId: `talk ${executionId}`,
    type: 'conversation_message',
    name: roles[index % 4],
    startTime: start + index,
    durationMs: 0,
    input: { role: roles[index % 4], content },
  }));
  await sendNodes([
    { ...root, threadId: `talk ${executionId}`, startTime: start, durationMs: 59_000 },
    ...said,
  ]);
  return { executionId, count: said.length };
}

/** Counts requests to anywhere but the page's own server. */
export function watchRequests(page) {
  const foreign = [];
  const own = (url) => /^(data|blob):/.test(url) || /^(https?|ws):\/\/127\.0\.0\.1[:/]/.test(url);
  page.on('request', (request) => own(request.url()) || foreign.push(request.url()));
  return foreign;
}

/** Nothing of what was sent became part of the document, or ran. */
export async function assertHarmless(page) {
  const found = await page.evaluate(() => {
    const all = (selector) => document.querySelectorAll(selector).length;
    return {
      ran: Number('ran' in window),
      scripts: [...document.scripts].filter((each) => !each.src.startsWith(location.origin)).length,
      frames: all('iframe, object, embed, base, meta[http-equiv=refresh], form[action]'),
      pictures: [...document.images].filter((each) => !each.src.startsWith('data:image/')).length,
      sounds: [...document.querySelectorAll('audio, video, source')].filter(
        (each) => !/^data:audio\//.test(each.getAttribute('src') ?? ''),
      ).length,
      handlers: [...document.querySelectorAll('#root *')].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on')),
      ).length,
      links: [...document.querySelectorAll('[href]')].filter(
        (each) =>
          !/^(https?|mailto):$/.test(new URL(each.getAttribute('href'), location.href).protocol),
      ).length,
      styles: all('#root style, #root link'),
      polluted: Object.keys(Object.prototype).length,
    };
  });
  assert.deepEqual(
    Object.entries(found).filter(([, count]) => count > 0),
    [],
  );
}
