import { describe, expect, it } from 'vitest';
import type { Log } from '@/api/types';
import { fileHead, fileLines } from './export';

const log = {
  timestamp: '2026-11-21T12:41:52.318204611Z',
  level: 'error',
  service: 'sip-trunk',
  logger: null,
  body: '=cmd|" /C calc"',
  traceId: null,
  spanId: null,
  executionId: 'order-7',
  attributes: { queue: 'n1,n2', attempt: -2 },
} as unknown as Log;

describe('an export', () => {
  it('is a table that spreadsheets read', () => {
    expect(fileHead('csv', ['queue'])).toBe(
      '\uFEFFtimestamp,level,service,logger,body,traceId,spanId,executionId,queue,attributes\r\n',
    );
    expect(fileLines('csv', [log], ['queue', 'attempt'])).toBe(
      '2026-11-21T12:41:52.318204611Z,error,sip-trunk,,"\'=cmd|"" /C calc""",,,order-7,"n1,n2",-2,"{""queue"":""n1,n2"",""attempt"":-2}"\r\n',
    );
  });

  it('is a record a line in JSON', () => {
    expect(fileHead('jsonl', [])).toBe('');
    const lines = fileLines('jsonl', [log, log], []).split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1])).toEqual(log);
  });
});
