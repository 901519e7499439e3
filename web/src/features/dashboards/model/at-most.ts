/** Lets so many tasks run at once; the others wait in order, and leave when they are called off. */
export function atMost(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];

  const leave = () => {
    free += 1;
    waiting.shift()?.();
  };

  async function enter(signal?: AbortSignal) {
    while (free === 0) await new Promise<void>((go) => waiting.push(go));
    if (signal?.aborted) {
      waiting.shift()?.();
      signal.throwIfAborted();
    }
    free -= 1;
  }

  return async <T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    await enter(signal);
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
