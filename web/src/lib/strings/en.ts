// English: the shape that every other language has.
import { chat, threads } from './en/chat';
import { execution } from './en/execution';
import { executions } from './en/executions';
import { firstRun } from './en/first-run';
import { histogram } from './en/histogram';
import { listing } from './en/listing';
import { logs } from './en/logs';
import { overview } from './en/overview';
import { shell } from './en/shell';
import { trace } from './en/trace';

export const en = {
  ...shell,
  chat,
  threads,
  executions,
  execution,
  firstRun,
  histogram,
  listing,
  logs,
  overview,
  trace,
};
