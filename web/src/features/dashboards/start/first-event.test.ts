import { describe, expect, it } from 'vitest';
import { firstEvent } from './first-event';

describe('the first event', () => {
  it('is JSON, sent to this server', () => {
    const command = firstEvent('http://farol:4318', null);
    const body = /-d '([\s\S]*)'/.exec(command)?.[1] ?? '';
    expect(JSON.parse(body).name).toBe('ticket_resolved');
    expect(command).toContain('curl http://farol:4318/api/v1/events \\\n');
    expect(command).not.toContain('Authorization');
  });

  it('has a key where one is needed', () => {
    expect(firstEvent('http://farol:4318', 'fk_1')).toContain('Bearer fk_1" \\\n');
  });
});
