// What is measured in the browser: time until something is there, the longest task, bytes of script.

/** Milliseconds from a fresh navigation until `isThere` resolves; the median of `times`. */
export async function timeToOpen(page, path, isThere, times = 5) {
  const taken = [];
  for (let turn = 0; turn < times; turn += 1) {
    // From another document, as one follows a link that a colleague sent.
    await page.goto('about:blank');
    const begun = performance.now();
    await page.goto(path, { waitUntil: 'commit' });
    await isThere();
    taken.push(performance.now() - begun);
  }
  return median(taken);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The longest task in milliseconds while `act` runs; 0 where none took the 50 ms that browsers report. */
export async function longestTask(page, act) {
  await page.evaluate(() => {
    globalThis.tasks = [];
    globalThis.observer?.disconnect();
    globalThis.observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.tasks.push(entry.duration);
    });
    globalThis.observer.observe({ entryTypes: ['longtask'] });
  });
  await act();
  await settle(page);
  return page.evaluate(() => Math.max(0, ...globalThis.tasks));
}

/** Two frames: what was asked for has been drawn, and its tasks have been reported. */
export const settle = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 60))),
      ),
  );

/** Bytes of JavaScript that the page took over the wire so far, compressed. */
export const scriptBytes = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );

export const elements = (page) => page.evaluate(() => document.querySelectorAll('*').length);
