import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './url';

describe('parameters of a URL', () => {
  it('stay text, and gather where they repeat', () => {
    expect(parseSearch('?a=1&b=x&b=y&c=true')).toEqual({ a: '1', b: ['x', 'y'], c: 'true' });
  });

  it('leave out what is not set', () => {
    expect(stringifySearch({ a: ['x', 'y'], b: undefined, c: '', d: 0 })).toBe('?a=x&a=y&d=0');
    expect(stringifySearch({})).toBe('');
  });

  it('cannot reach prototypes', () => {
    expect(Object.getPrototypeOf(parseSearch('?__proto__=x'))).toBe(Object.prototype);
  });
});
