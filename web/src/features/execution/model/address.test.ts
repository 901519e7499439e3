import { describe, expect, it } from 'vitest';
import { readTraceSearch, readZoom, writeZoom } from './address';

describe('the address of a trace', () => {
  it('what it does not know is left out', () => {
    expect(readTraceSearch({ sort: 'luck', level: '-1', pane: 'x', critical: 'on' })).toEqual({});
    expect(readTraceSearch({ sort: 'start' }).sort).toBeUndefined();
  });
  it('types may come once or several times', () => {
    expect(readTraceSearch({ type: 'llm_call' }).type).toEqual(['llm_call']);
    expect(readTraceSearch({ type: ['a', 'b'], level: '3' })).toMatchObject({
      type: ['a', 'b'],
      level: 3,
    });
  });
  it('a zoom comes back as it went', () => {
    const view = { from: 12.5, to: 900.25 };
    expect(readZoom(writeZoom(view), 1000)).toEqual(view);
    expect(writeZoom(null)).toBeUndefined();
  });
  it('a zoom beyond the trace, backwards, or of nothing is none', () => {
    for (const text of ['2000-3000', '9-3', 'a-b', '', undefined, '0-1000', '-5-10'])
      expect(readZoom(text, 1000)).toBeNull();
  });
  it('a zoom ends where the trace ends', () => {
    expect(readZoom('500-5000', 1000)).toEqual({ from: 500, to: 1000 });
  });
});
