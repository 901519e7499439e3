// Sends one agent's trace and its logs with the OpenTelemetry SDK as it comes.
//
// Nothing is configured here: the SDK reads OTEL_EXPORTER_OTLP_ENDPOINT and _PROTOCOL from the
// environment. What was sent is written to standard output as JSON, for the test to compare with
// what Farol gives back.

import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api';
import { SeverityNumber, logs } from '@opentelemetry/api-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';

const STEPS = 40;

const sdk = new NodeSDK();
sdk.start();
const tracer = trace.getTracer('agent');
const logger = logs.getLogger('agent');
const sent = { spans: [], logs: [] };

/** Runs `work` in a new span and remembers the span as the API should show it. */
function inSpan(name, attributes, options, work) {
  const parent = trace.getActiveSpan();
  return tracer.startActiveSpan(name, { ...options, attributes }, (span) => {
    work?.(span);
    span.end();
    sent.spans.push({
      spanId: span.spanContext().spanId,
      parentSpanId: parent?.spanContext().spanId ?? null,
      name,
      attributes,
      events: span.events.map((event) => event.name),
      status: span.status.code === SpanStatusCode.ERROR ? 'error' : 'success',
    });
    return span.spanContext().traceId;
  });
}

function log(severityNumber, level, body) {
  logger.emit({ severityNumber, body, context: context.active(), attributes: { origin: 'node' } });
  sent.logs.push({ body, level, spanId: trace.getActiveSpan().spanContext().spanId });
}

function callModel() {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.usage.input_tokens': 120,
    'gen_ai.usage.output_tokens': 30,
  };
  inSpan('chat gpt-4o', attributes, { kind: SpanKind.CLIENT }, (span) => {
    span.addEvent('first token', { position: 1 });
  });
}

function callFailingTool() {
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' };
  inSpan('execute_tool search', attributes, {}, (span) => {
    log(SeverityNumber.WARN, 'warn', 'search is slow');
    span.recordException(new Error('no answer'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'no answer' });
  });
}

const rootAttributes = {
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': 'support',
  text: 'Olá, 世界 🗼',
  int: 42,
  double: 0.5,
  bool: true,
  strings: ['a', 'b'],
  ints: [1, 2, 3],
};
sent.traceId = inSpan('invoke_agent support', rootAttributes, {}, () => {
  log(SeverityNumber.INFO, 'info', 'agent started');
  callModel();
  callFailingTool();
  for (let step = 0; step < STEPS; step += 1) inSpan(`step ${step}`, { step }, {});
});
await sdk.shutdown();
console.log(JSON.stringify(sent));
