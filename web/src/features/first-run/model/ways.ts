// How to send the first span, with this server's address filled in.
import { t } from '@/lib/strings';

export type WayId = 'python' | 'node' | 'curl' | 'event';

export interface Step {
  title: string;
  hint?: string;
  /** The hint is a command. */
  isCommand?: boolean;
  code: string;
}

export interface Target {
  address: string;
  /** What stands for the key; null where none is needed. */
  key: string | null;
}

export const WAYS: readonly WayId[] = ['python', 'node', 'curl', 'event'];

/** Stands in the snippets until somebody has made a key. */
export const KEY_PLACE = 'YOUR_KEY';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** On loopback, ingest needs no key for the project `default`. */
export const needsKey = (hostname: string, project: string) =>
  !LOOPBACK.test(hostname) || project !== 'default';

export const keyCommand = (project: string) =>
  `farol keys create --project ${project} --label first --scope ingest`;

export function steps(way: WayId, target: Target, now = new Date()): Step[] {
  if (way === 'python') return python(target);
  if (way === 'event') return event(target);
  return way === 'node' ? node(target) : curl(target, now);
}

function environment({ address, key }: Target, service: string, more: string[] = []): string {
  const headers = key ? [`export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${key}"`] : [];
  return [
    `export OTEL_SERVICE_NAME=${service}`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${address}`,
    ...headers,
    ...more,
  ].join('\n');
}

const { steps: words } = t.firstRun;

const python = (target: Target): Step[] => [
  {
    title: words.install,
    code: 'pip install opentelemetry-distro opentelemetry-exporter-otlp\nopentelemetry-bootstrap -a install',
  },
  { title: words.point, hint: words.pointHint, code: environment(target, 'agent-worker') },
  {
    title: words.run,
    hint: 'opentelemetry-instrument python first_span.py',
    isCommand: true,
    code: `from opentelemetry import trace

tracer = trace.get_tracer("first-contact")
with tracer.start_as_current_span("answer-call") as span:
    span.set_attribute("gen_ai.operation.name", "invoke_agent")
    span.set_attribute("gen_ai.conversation.id", "wa-5511998")
    span.set_attribute("campaign", "first-light")`,
  },
];

const node = (target: Target): Step[] => [
  {
    title: words.install,
    code: 'npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node',
  },
  {
    title: words.point,
    hint: words.pointHint,
    code: environment(target, 'voice-gateway', [
      'export NODE_OPTIONS="--require @opentelemetry/auto-instrumentations-node/register"',
    ]),
  },
  {
    title: words.run,
    hint: 'node first-span.js',
    isCommand: true,
    code: `const { trace } = require('@opentelemetry/api');

trace.getTracer('first-contact').startActiveSpan('answer-call', (span) => {
  span.setAttribute('gen_ai.operation.name', 'invoke_agent');
  span.setAttribute('gen_ai.conversation.id', 'wa-5511998');
  span.end();
});`,
  },
];

function curl({ address, key }: Target, now: Date): Step[] {
  const header = key ? `\n  -H "Authorization: Bearer ${key}" \\` : '';
  const nanos = `${BigInt(now.getTime()) * 1_000_000n}`;
  const end = `${BigInt(now.getTime() + 840) * 1_000_000n}`;
  const attribute = (name: string, value: string) =>
    `        {"key": "${name}", "value": {"stringValue": "${value}"}}`;
  const attributes = [
    attribute('gen_ai.operation.name', 'invoke_agent'),
    attribute('gen_ai.conversation.id', 'wa-5511998'),
  ].join(',\n');
  const code = `curl ${address}/v1/traces \\${header}
  -H "Content-Type: application/json" \\
  -d '{"resourceSpans": [{"scopeSpans": [{"spans": [{
      "traceId": "${randomHex(16)}",
      "spanId": "${randomHex(8)}",
      "name": "answer-call",
      "startTimeUnixNano": "${nanos}",
      "endTimeUnixNano": "${end}",
      "attributes": [
${attributes}
      ]
  }]}]}]}'`;
  return [
    { title: words.post, hint: words.postHint, code },
    { title: words.answer, hint: words.answerHint, code: '{}' },
  ];
}

function event({ address, key }: Target): Step[] {
  const header = key ? `\n  -H "Authorization: Bearer ${key}" \\` : '';
  const code = `curl ${address}/api/v1/events \\${header}
  -H "Content-Type: application/json" \\
  -d '{"name": "ticket_resolved",
       "properties": {"duration": 45, "answered": true, "category": "network"}}'`;
  return [
    { title: words.event, hint: words.eventHint, code },
    {
      title: words.answer,
      hint: words.eventAnswerHint,
      code: '{"accepted":1,"rejected":[],"warnings":0}',
    },
  ];
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
