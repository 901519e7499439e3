// Plain JSON nodes, as programs without OpenTelemetry send them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as environment from './environment.mjs';

export async function sendNodes(traces) {
  const headers = { 'content-type': 'application/json' };
  if (environment.key) headers['x-api-key'] = environment.key;
  const body = JSON.stringify({ traces });
  const response = await fetch(`${environment.url}/api/v1/traces`, {
    method: 'POST',
    headers,
    body,
  });
  const answer = await response.json();
  assert.deepEqual([response.status, answer.rejected], [200, []]);
}

/** A run of five phases: a rule settles the matter, one fails, and a callback does, too. */
export function pipelineRun(ago = 40_000) {
  const id = `run_${randomUUID().slice(0, 8)}`;
  const start = Date.now() - ago;
  const node = (name, parent, type, at, durationMs, more = {}) => ({
    id: `${id} ${name}`,
    parentId: parent && `${id} ${parent}`,
    executionId: id,
    name,
    type,
    startTime: new Date(start + at).toISOString(),
    durationMs,
    status: 'success',
    ...more,
  });
  const failed = (type, message) => ({ status: 'error', error: { type, message } });
  const phase = (name, at, ms, more) => node(name, 'whatsapp', 'pipeline_phase', at, ms, more);
  const rule = (name, at, ms, more) =>
    node(name, 'deterministic router', 'workflow_step', at, ms, more);
  const nodes = [
    node('whatsapp', undefined, 'pipeline_run', 0, 4020, {
      threadId: `wa-${id}`,
      input: 'My line is down again',
      output: 'A technician comes tomorrow.',
    }),
    phase('order extraction', 0, 412, { output: { intent: 'line_down', line: 'FTTH-90417' } }),
    phase('deterministic router', 414, 107, { output: { short_circuit: true } }),
    rule('weak signal', 415, 74, {
      input: { line: 'FTTH-90417' },
      output: [{ type: 'short_circuit', reason: 'visit scheduled by rule' }],
      metadata: { generatedCode: 'return [short_circuit("visit scheduled by rule")]' },
    }),
    rule('overdue invoice', 490, 4, failed('KeyError', "'billing' at line 6")),
    rule('third drop in 7 days', 495, 19),
    phase('ai agent', 521, 0, { status: 'skipped' }),
    phase('deterministic callback', 523, 3270, failed('UpstreamError', '503 after 3 tries')),
    phase('post-run effects', 3792, 228),
  ];
  return { id, nodes };
}
