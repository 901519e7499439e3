import { describe, expect, it } from 'vitest';
import { jsonRows, parseIfJson } from './json-rows';

const none = new Map<string, boolean>();
const paths = (value: unknown, toggled: ReadonlyMap<string, boolean> = none) =>
  jsonRows(value, toggled).map((row) => row.path);

describe('the rows of a JSON value', () => {
  it('come in reading order, with paths that JavaScript understands', () => {
    expect(paths({ a: [1, { 'b c': null }], d: 'x' })).toEqual([
      '$',
      '$.a',
      '$.a[0]',
      '$.a[1]',
      '$.d',
    ]);
  });

  it('open and close as told', () => {
    const toggled = new Map([
      ['$.a', false],
      ['$.b', true],
    ]);
    expect(paths({ a: [1], b: { c: 1 } }, toggled)).toEqual(['$', '$.a', '$.b', '$.b.c']);
  });

  it('gather long lists in groups', () => {
    const list = Array.from({ length: 250 }, (_, index) => index);
    expect(paths(list)).toEqual(['$']);
    const open = new Map([['$', true]]);
    expect(paths(list, open)).toEqual(['$', '$#0', '$#100', '$#200']);
    const last = new Map([...open, ['$#200', true] as const]);
    expect(paths(list, last).slice(-50)[0]).toBe('$[200]');
  });

  it('keep hostile keys as plain entries', () => {
    const value = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "<img src=x>": 3}');
    expect(paths(value)).toEqual([
      '$',
      '$.__proto__',
      '$.__proto__.x',
      '$.constructor',
      '$["<img src=x>"]',
    ]);
  });

  it('survive any depth', () => {
    let value: unknown = 'bottom';
    const toggled = new Map<string, boolean>();
    let path = '$';
    for (let depth = 0; depth < 5_000; depth += 1) {
      value = [value];
      toggled.set(path, true);
      path += '[0]';
    }
    expect(jsonRows(value, toggled)).toHaveLength(5_001);
  });
});

describe('text that holds JSON', () => {
  it('is parsed where it is an object or a list', () => {
    expect(parseIfJson(' {"a": 1}')).toEqual({ a: 1 });
    expect(parseIfJson('{broken')).toBe('{broken');
    expect(parseIfJson('12')).toBe('12');
  });
});
