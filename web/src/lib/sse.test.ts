import { describe, expect, it } from 'vitest';
import { EventReader } from './sse';

describe('server-sent events', () => {
  it('are read in whatever pieces they come', () => {
    const stream =
      'id: 7\n\nid: 8\ndata: one\ndata: two\n\n: still here\n\nevent: dropped\ndata: {}\n\n';
    const expected = [
      { type: 'message', data: 'one\ntwo', id: '8' },
      { type: 'dropped', data: '{}', id: '8' },
    ];
    expect([...new EventReader().read(stream)]).toEqual(expected);
    const reader = new EventReader();
    expect([...stream].flatMap((piece) => [...reader.read(piece)])).toEqual(expected);
    expect([...new EventReader().read(stream.replaceAll('\n', '\r\n'))]).toEqual(expected);
  });

  it('keep an id that comes without data', () => {
    const reader = new EventReader();
    expect([...reader.read('id: 42\n\n')]).toEqual([]);
    expect(reader.id).toBe('42');
  });
});
