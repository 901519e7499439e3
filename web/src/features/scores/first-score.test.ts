import { expect, test } from 'vitest';
import { firstScore } from './first-score';

test('the first score is sent with a key where one is needed', () => {
  const command = firstScore('https://farol.example', 'KEY');
  expect(command).toContain('https://farol.example/api/v1/scores \\\n  -H "X-Api-Key: KEY" \\');
  expect(firstScore('http://localhost:4318', null)).not.toContain('X-Api-Key');
});
