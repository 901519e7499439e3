import { describe, expect, test } from 'vitest';
import { plain } from './plain';

describe('words of Markdown', () => {
  test.each([
    ['Done: **technician booked** for 14:00.', 'Done: technician booked for 14:00.'],
    [
      '# Order 3 1. It left the [warehouse](https://x.example) 2. `ETA`',
      'Order 3 1. It left the warehouse 2. ETA',
    ],
    ['> quoted and *so on*, _really_', 'quoted and so on, really'],
    ['Yes: **−29.4 dBm** is ~~fine~~ too low', 'Yes: −29.4 dBm is fine too low'],
    ['cut **in the mid…', 'cut in the mid…'],
    ['see [the map](https://maps.exam…', 'see the map'],
    ['a ```js let x = 1``` b', 'a let x = 1 b'],
  ])('%s', (given, words) => expect(plain(given)).toBe(words));

  test.each(['2 * 3 * 4 = 24', 'snake_case_name stays', 'a > b', 'C# and F#', '5 ** 2', 'x[0](1'])(
    '%s is left alone',
    (text) => expect(plain(text)).toBe(text),
  );
});
