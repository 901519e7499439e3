// Every word that people see. Another language is another file of this shape.
import { chat, threads } from './en/chat';
import { execution } from './en/execution';
import { executions } from './en/executions';
import { firstRun } from './en/first-run';
import { logs } from './en/logs';
import { shell } from './en/shell';

export const t = {
  ...shell,
  chat,
  threads,
  executions,
  execution,
  firstRun,
  logs,
};
