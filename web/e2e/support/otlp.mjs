// OTLP/JSON by hand.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as environment from './environment.mjs';

const MILLISECOND = 1_000_000n;

export const newTraceId = () => randomBytes(16).toString('hex');

export const attribute = (key, value) => ({
  key,
  value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: String(value) },
});

/**
 * A span of `trace`: `id` and `parent` are numbers, times are milliseconds after the trace's `start`.
 */
export function span(trace, { id, parent, name, at = 0, ms = 1, attributes = {}, ...more }) {
  const from = trace.start + BigInt(Math.round(at * 1000)) * 1000n;
  const hex = (number) => number.toString(16).padStart(16, '0');
  return {
    traceId: trace.id,
    spanId: hex(id),
    parentSpanId: parent === undefined ? '' : hex(parent),
    name,
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(from + BigInt(Math.round(ms * 1000)) * 1000n),
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    ...more,
  };
}

/** A trace that starts `ago` milliseconds before now. */
export const newTrace = (ago = 5_000) => ({
  id: newTraceId(),
  start: BigInt(Date.now() - ago) * MILLISECOND,
});

export async function sendSpans(spans, service = 'farol-e2e') {
  const resource = { attributes: [attribute('service.name', service)] };
  const scopeSpans = [{ scope: { name: 'e2e' }, spans }];
  await post('/v1/traces', { resourceSpans: [{ resource, scopeSpans }] });
}

export async function sendLogs(logRecords, service = 'farol-e2e') {
  const resource = { attributes: [attribute('service.name', service)] };
  await post('/v1/logs', { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
}

/** Sends JSON; what is a text already, as it stands. */
export async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  if (environment.key) headers['x-api-key'] = environment.key;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = { method: 'POST', headers, body: text };
  const response = await fetch(environment.url + path, request);
  assert.equal(response.status, 200, await response.text());
}

/** Sends nodes as plain JSON, which may be told while they run. */
export const sendNodes = (traces) => post('/api/v1/traces', { traces });
