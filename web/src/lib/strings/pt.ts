// Brazilian Portuguese.
import type { Strings } from '../strings';
import { chat, threads } from './pt/chat';
import { execution } from './pt/execution';
import { executions } from './pt/executions';
import { firstRun } from './pt/first-run';
import { histogram } from './pt/histogram';
import { listing } from './pt/listing';
import { logs } from './pt/logs';
import { overview } from './pt/overview';
import { shell } from './pt/shell';
import { trace } from './pt/trace';

export const pt: Strings = {
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
