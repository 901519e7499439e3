import { describe, expect, it } from 'vitest';
import { keyCommand, needsKey, steps, WAYS } from './ways';

const code = (way: (typeof WAYS)[number], key: string | null) =>
  steps(way, { address: 'http://farol:4318', key })
    .map((step) => step.code)
    .join('\n');

describe('ways to send the first span', () => {
  it.each(WAYS)('%s has the address, and the key only where one is needed', (way) => {
    expect(code(way, null)).toContain('http://farol:4318');
    expect(code(way, null)).not.toMatch(/Bearer/);
    expect(code(way, 'fk_1')).toMatch(/Bearer(%20| )fk_1/);
  });

  it('sends a body that is JSON', () => {
    const body = /-d '([\s\S]*)'/.exec(code('curl', null))?.[1] ?? '';
    const span = JSON.parse(body).resourceSpans[0].scopeSpans[0].spans[0];
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(span.attributes).toHaveLength(2);
  });

  it('sends an event whose body is JSON', () => {
    const body = /-d '([\s\S]*)'/.exec(code('event', null))?.[1] ?? '';
    expect(JSON.parse(body)).toMatchObject({ name: 'ticket_resolved' });
  });
});

describe('a key', () => {
  it('is needed everywhere but for the project default on loopback', () => {
    expect(needsKey('127.0.0.1', 'default')).toBe(false);
    expect(needsKey('localhost', 'default')).toBe(false);
    expect(needsKey('[::1]', 'default')).toBe(false);
    expect(needsKey('127.0.0.1', 'support')).toBe(true);
    expect(needsKey('127.evil.example', 'default')).toBe(true);
  });

  it('is made by a command', () => expect(keyCommand('p')).toMatch(/--project p .*--scope ingest/));
});
