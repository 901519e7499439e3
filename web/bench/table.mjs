// The table: what, found, aim.
import { cpus } from 'node:os';

const ms = (value) => `${Math.round(value)} ms`;
const task = (value) => (value === 0 ? 'under 50 ms' : `${Math.round(value)} ms`);
const TASK = 'no task over 50 ms';
const count = (value) => value.toLocaleString('en');

function rowsOfTrace({ size, ...found }, { reach, most }) {
  const name = `trace of ${count(size)} spans`;
  return [
    [`${name}: first rows`, ms(found.shown), ''],
    [`${name}: its last row in sight`, ms(found.reached), reach],
    [`${name}: DOM elements`, count(found.elements), most],
    ...['scrolling', 'zooming', 'typing', 'moving', 'sorting', 'folding'].map((what) => [
      `${name}: longest task, ${what}`,
      task(found[what]),
      TASK,
    ]),
  ];
}

export function print({ list, small, large }) {
  const table = [
    ['what', 'found', 'aim'],
    ['first load: JavaScript, compressed', `${(list.bytes / 1000).toFixed(0)} kB`, '≤ 200 kB'],
    ['list of executions usable', ms(list.usable), '≤ 700 ms'],
    ['list: longest task, moving', task(list.moving), TASK],
    ['list: longest task, typing', task(list.typing), TASK],
    ...rowsOfTrace(small, { reach: '≤ 1,000 ms', most: '≤ 3,000' }),
    ...rowsOfTrace(large, { reach: '≤ 4,000 ms', most: '≤ 3,000' }),
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const [head, ...body] = table.map(line);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`);
  console.log([head, rule, ...body].join('\n'));
}
