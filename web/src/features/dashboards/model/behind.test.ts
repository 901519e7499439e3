import { describe, expect, it } from 'vitest';
import { eventsBehind, listBehind } from './behind';
import { chart, group } from './fixture';

const AT = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

describe('behind a point', () => {
  it('are the events of its card, its group and its time', () => {
    const own = { property: 'amount', op: 'gt', value: 0 } as const;
    const card = chart({}, { groupBy: 'method', filters: [own], agentId: 'bot' });
    expect(eventsBehind(card, [], { group: group('pix', 1), ...AT })).toEqual({
      event: 'ticket_resolved',
      filters: [own, { property: 'method', op: 'eq', value: 'pix' }],
      agentId: 'bot',
      ...AT,
    });
    expect(listBehind(card, { group: null, ...AT })).toBeNull();
  });

  it('are executions or lines of that time where the card is about them', () => {
    const errors = { property: 'status', op: 'eq', value: 'error' } as const;
    const card = chart({}, { dataset: 'executions', groupBy: 'agentId', filters: [errors] });
    expect(listBehind(card, { group: group('bot', 1), ...AT })).toEqual({
      to: '/executions',
      search: { range: undefined, status: ['error'], agentId: ['bot'], ...AT },
    });
    const logs = chart({}, { dataset: 'logs', groupBy: 'level' });
    expect(listBehind(logs, { group: group('error', 1), ...AT })).toEqual({
      to: '/logs',
      search: { range: undefined, level: ['error'], ...AT },
    });
  });
});
