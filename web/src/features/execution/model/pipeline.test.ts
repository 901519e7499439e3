import { describe, expect, it } from 'vitest';
import type { WholeNode } from '@/api/types';
import { trace } from './fixture';
import { bypasses, codeOf, factsOf, firstPhase, isShortCircuit, phasesOf } from './pipeline';

const phase = { type: 'pipeline_phase' };
const run = trace(
  [0, 'run', 0, 400, { type: 'pipeline_run' }],
  [1, 'extraction', 0, 100, phase],
  [
    2,
    'chat',
    1,
    90,
    { type: 'llm_call', usage: { inputTokens: null, outputTokens: null, totalTokens: 40 } },
  ],
  [1, 'router', 110, 50, phase],
  [2, 'rule 1', 111, 10],
  [3, 'lookup', 112, 5, { status: 'error' }],
  [2, 'rule 2', 130, 10, { status: 'error' }],
  [1, 'agent', 160, 0, { ...phase, status: 'skipped' }],
  [1, 'callback', 170, 100, { ...phase, status: 'error' }],
  [1, 'message', 300, 1, { type: 'conversation_message' }],
);
const phases = phasesOf(run);

describe('a pipeline run', () => {
  it('has its phases in order, with what ran in them', () => {
    expect(phases.map(({ node }) => node.name)).toEqual([
      'extraction',
      'router',
      'agent',
      'callback',
    ]);
    expect(phases.map(({ steps }) => steps.length)).toEqual([1, 2, 0, 0]);
    expect(phases[1]).toMatchObject({ start: 110, duration: 50, failed: 1, wentOn: true });
    expect(phases[0].tokens).toBe(40);
    expect(phases[3].wentOn).toBe(false);
  });

  it('is looked at where it failed first', () => {
    expect(firstPhase(phases)?.node.name).toBe('router');
    expect(firstPhase(phases.slice(0, 1))?.node.name).toBe('extraction');
    expect(firstPhase([])).toBeUndefined();
  });

  it('knows which phase bypassed which', () => {
    expect(
      bypasses(phases, ({ node }) => node.name === 'router').map((by) => by?.node.name),
    ).toEqual([undefined, undefined, 'router', undefined]);
    expect(bypasses(phases, () => false)).toEqual([null, null, null, null]);
  });
});

describe('a short circuit', () => {
  it.each([
    [{ short_circuit: true }, true],
    [{ shortCircuited: true }, true],
    [{ short_circuit: false }, false],
    ['{"shortCircuit":{"reason":"rule"}}', true],
    [[{ type: 'send_message' }, { type: 'short_circuit' }], true],
    [{ actions: [{ type: 'short_circuit' }] }, true],
    [{ type: 'send_message' }, false],
    ['short_circuit', false],
    [null, false],
  ])('in %j: %s', (output, is) => expect(isShortCircuit(output)).toBe(is));
});

describe('an output in words', () => {
  it.each([
    [
      { intent: 'line_down', line: 'A-1', zip: 4571, more: 'x' },
      'intent line_down, line A-1, zip 4571',
    ],
    [{ state_changes: 4, nested: {}, none: null, text: 'x'.repeat(80) }, 'state changes 4'],
    [{ short_circuit: 'yes' }, ''],
    ['{"a":"b"}', 'a b'],
    ['text', ''],
    [undefined, ''],
  ])('of %j is %j', (output, words) => expect(factsOf(output)).toBe(words));
});

describe('code', () => {
  const whole = (fields: object) => ({ attributes: {}, ...fields }) as unknown as WholeNode;

  it('is found by its name, in metadata and attributes', () => {
    expect(codeOf(whole({ metadata: { generatedCode: 'x = 1' } }))).toBe('x = 1');
    expect(codeOf(whole({ attributes: { 'app.code': 'y' } }))).toBe('y');
    expect(codeOf(whole({ attributes: { 'http.status_code': '200', code: 7 } }))).toBeNull();
  });
});
