import { describe, expect, it } from 'vitest';
import { kindOf, parseScore, scoreNumber, shareOf } from './value';

describe('a score', () => {
  it.each([
    [0.9, '0.9'],
    [0.8567, '0.857'],
    [1, '1'],
    [-3.5, '-3.5'],
    [412.25, '412.25'],
    [0.000123, '0.00012'],
    [1e15, '1000T'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, text) => expect(scoreNumber(value)).toBe(text));

  it('is a number, true or false, or a label', () => {
    expect([0, false, ''].map(kindOf)).toEqual(['number', 'boolean', 'label']);
  });

  it('has a share where it is a number from 0 to 1', () => {
    expect([0, 0.4, 1].map(shareOf)).toEqual([0, 0.4, 1]);
    expect([1.01, -0.1, true, '0.5', null].map(shareOf)).toEqual([null, null, null, null, null]);
  });
});

describe('a number typed in', () => {
  it.each([
    ['0.9', 0.9],
    ['0,9', 0.9],
    [' -3 ', -3],
    ['−3', -3],
    ['.5', 0.5],
    ['1e3', 1000],
    ['', null],
    ['good', null],
    ['1.2.3', null],
    ['1e16', null],
    ['Infinity', null],
    ['0x10', null],
  ])('%j is %s', (text, value) => expect(parseScore(text)).toBe(value));
});
