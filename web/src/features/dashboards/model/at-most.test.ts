import { describe, expect, it } from 'vitest';
import { atMost } from './at-most';

/** Tasks that end when they are told to, in the order they were begun. */
function tasks() {
  const begun: { name: string; end: () => void }[] = [];
  const task = (name: string) => () =>
    new Promise<string>((resolve) => begun.push({ name, end: () => resolve(name) }));
  return { begun, task };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('so many at once', () => {
  it('lets the next begin when one ends', async () => {
    const { begun, task } = tasks();
    const run = atMost(2);
    const all = ['a', 'b', 'c', 'd'].map((name) => run(task(name)));
    await settle();
    expect(begun.map(({ name }) => name)).toEqual(['a', 'b']);
    begun[0]?.end();
    await settle();
    expect(begun.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    begun[1]?.end();
    begun[2]?.end();
    await settle();
    begun[3]?.end();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets nobody wait behind one that failed or was called off', async () => {
    const { begun, task } = tasks();
    const run = atMost(1);
    const call = new AbortController();
    const failing = run(() => Promise.reject(new Error('no'))).catch(() => 'failed');
    const off = run(task('off'), call.signal).catch(() => 'off');
    const last = run(task('last'));
    call.abort();
    expect(await failing).toBe('failed');
    expect(await off).toBe('off');
    await settle();
    begun[0]?.end();
    expect(await last).toBe('last');
  });
});
