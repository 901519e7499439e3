// Where the palette leads beside pages, and what it found.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const go = {
  thread: 'thread',
  executions: (count: number) => (count === 1 ? '1 execution' : `${n(count)} executions`),
  ofUser: (id: string) => `Executions of the user ${id}`,
  ofSession: (id: string) => `Executions of the session ${id}`,
  logsOfSpan: (id: string) => `Logs of span ${id}`,
  range: (name: string) => `Time range: ${name}`,
  live: 'Live on or off',
  language: (name: string) => `Language: ${name}`,
};
