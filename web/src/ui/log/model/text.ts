// A log record as one line, and as its fields.
import type { Attributes, Log } from '@/api/types';
import { toJson } from '@/lib/json-rows';

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

/**
 * The first few short attributes: `call_id=c-90f31e queue=n2-rede`. Those in which a search was found come
 * first, however long, then the one that binds a call together; those that all lines share are left out.
 */
export function extraText(
  log: Pick<Log, 'attributes'>,
  search?: string,
  shared: readonly string[] = [],
): string {
  const told = Object.entries(log.attributes ?? {})
    .filter(([key, value]) => {
      return value !== null && typeof value !== 'object' && !shared.includes(key);
    })
    .map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const needle = search?.toLowerCase();
  const call = callKey(log);
  const rank = ({ key, text }: (typeof told)[number]) => {
    if (needle && text.toLowerCase().includes(needle)) return 0;
    if (text.length - key.length > LONGEST) return 3;
    return key === call ? 1 : 2;
  };
  const ranked = told.map((each) => ({ ...each, rank: rank(each) }));
  return ranked
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, EXTRAS)
    .map(({ text }) => text)
    .join(' ');
}

/** An attribute by its key, dots leading into nested values, as text; empty where there is none. */
export function attributeText(log: Pick<Log, 'attributes' | 'resource'>, key: string): string {
  const value = within(log.attributes, key) ?? within(log.resource?.attributes, key);
  return value === null || value === undefined ? '' : oneLine(value);
}

const oneLine = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function within(attributes: Attributes | undefined, key: string): unknown {
  if (!attributes) return undefined;
  if (Object.hasOwn(attributes, key)) return attributes[key];
  for (const [name, value] of Object.entries(attributes)) {
    if (key.startsWith(`${name}.`) && typeof value === 'object' && value !== null)
      return within(value as Attributes, key.slice(name.length + 1));
  }
  return undefined;
}

export interface LogField {
  name: string;
  /** As text; `note` stands behind it. */
  value: string;
  note?: string;
  /** The parameter that filters by it, where there is one. */
  key: string | null;
}

/** Every field of a record with a value, in the order of reading, but the resource's. */
export function logFields(log: Log): LogField[] {
  const level = log.level ?? (log.severityText || null);
  const word = log.severityText?.toLowerCase() !== level ? log.severityText : null;
  const note = [word, log.severityNumber || null].filter(Boolean).join(' ');
  const own: (LogField | null)[] = [
    field('timestamp', log.timestamp, null),
    level ? { name: 'level', value: level, note, key: 'level' } : null,
    field('service', log.service, 'service'),
    field('logger', log.logger, null),
    field('event', log.eventName, null),
    ...attributeFields(log.attributes),
    log.executionId === log.traceId ? null : field('execution', log.executionId, 'executionId'),
    field('trace', log.traceId, 'traceId'),
    field('span', log.spanId, 'spanId'),
  ];
  return own.filter((each) => each !== null);
}

export const resourceFields = (log: Log): LogField[] => attributeFields(log.resource?.attributes);

function field(name: string, value: unknown, key: string | null): LogField | null {
  if (value === null || value === undefined || value === '') return null;
  return { name, value: toJson(value), key };
}

/** Attributes, nested ones by their path, as the server names them. */
function attributeFields(attributes: Attributes | undefined, path = ''): LogField[] {
  return Object.entries(attributes ?? {}).flatMap(([key, value]) => {
    const name = path + key;
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isNested && Object.keys(value).length > 0 && path.length < 200)
      return attributeFields(value as Attributes, `${name}.`);
    const isPlain = typeof value !== 'object' && value !== '';
    const told = field(name, value, isPlain ? `attr.${name}` : null);
    return told ? [told] : [];
  });
}

const ID = /(?:_id|\.id|[a-z]Id)$/;

/** The attribute by which lines of the same call, session or request are found, if the line has one. */
export function callKey({ attributes }: Pick<Log, 'attributes'>): string | null {
  const keys = Object.keys(attributes ?? {}).filter((key) => typeof attributes[key] === 'string');
  const known = ['call_id', 'callId', 'session_id', 'conversation_id', 'request_id'];
  return known.find((key) => keys.includes(key)) ?? keys.find((key) => ID.test(key)) ?? null;
}
