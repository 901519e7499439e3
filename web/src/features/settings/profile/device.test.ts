import { expect, test } from 'vitest';
import { device } from './device';

test('browsers that call themselves by several names are told apart', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  expect(device(chrome)).toBe('Chrome, Linux');
  expect(device(`${chrome} Edg/140.0`)).toBe('Edge, Linux');
  expect(device('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox, Windows',
  );
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604';
  expect(device(iphone)).toBe('Safari, iOS');
});

test('what is no browser says its own name', () => {
  expect(device('curl/8.5.0')).toBe('curl');
  expect(device('some-script/1.0')).toBe('some-script/1.0');
  expect(device(null)).toBeNull();
});
