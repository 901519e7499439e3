// A log record as one line, and as its fields.
import type { Log } from '@/api/types';
import { toJson } from './json-rows';

const EXTRAS = 2;
const LONGEST = 32;

/** The body as text. One that is an object says most by the field that loggers put the message in. */
export function bodyText({ body, eventName }: Pick<Log, 'body' | 'eventName'>): string {
  if (typeof body === 'string') return body;
  if (body === null || body === undefined) return eventName ?? '';
  const fields = body as Record<string, unknown>;
  const message = ['message', 'msg', 'body', 'content'].map((key) => fields[key]);
  const found = message.find((each) => typeof each === 'string');
  return typeof found === 'string' ? found : JSON.stringify(body);
}

/** The first few short attributes: `call_id=c-90f31e queue=n2-rede`. */
export function extraText({ attributes }: Pick<Log, 'attributes'>): string {
  return Object.entries(attributes ?? {})
    .filter(
      ([, value]) => value !== null && typeof value !== 'object' && String(value).length < LONGEST,
    )
    .slice(0, EXTRAS)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

/** Every field of a record with a value, as text, in the order of reading. */
export function logFields(log: Log): [name: string, value: string][] {
  const own: [string, unknown][] = [
    ['timestamp', log.timestamp],
    [
      'level',
      [log.severityText ?? log.level, log.severityNumber || null].filter(Boolean).join(' '),
    ],
    ['service', log.service],
    ['logger', log.logger],
    ['event', log.eventName],
    ...Object.entries(log.attributes ?? {}),
    ['trace_id', log.traceId],
    ['span_id', log.spanId],
    ...Object.entries(log.resource?.attributes ?? {}).map(([k, v]): [string, unknown] => [
      `resource.${k}`,
      v,
    ]),
  ];
  const told = own.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return told.map(([name, value]) => [name, toJson(value)]);
}
