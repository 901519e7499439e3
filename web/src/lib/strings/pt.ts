// Brazilian Portuguese.
import type { Strings } from '../strings';
import { chat, threads } from './pt/chat';
import { compare } from './pt/compare';
import { conversation } from './pt/conversation';
import { dashboards } from './pt/dashboards';
import { editor } from './pt/editor';
import { events } from './pt/events';
import { execution } from './pt/execution';
import { executions } from './pt/executions';
import { firstRun } from './pt/first-run';
import { go } from './pt/go';
import { histogram } from './pt/histogram';
import { listing } from './pt/listing';
import { connection } from './pt/live';
import { logs } from './pt/logs';
import { overview } from './pt/overview';
import { access, members, people, profile } from './pt/people';
import { pipeline } from './pt/pipeline';
import { privacy } from './pt/privacy';
import { reviewExport } from './pt/review-export';
import { reviewForm } from './pt/review-form';
import { reviewRules } from './pt/review-rules';
import { reviews } from './pt/reviews';
import { scores } from './pt/scores';
import { common, keysPage, projectPage, settings } from './pt/settings';
import { shell } from './pt/shell';
import { start } from './pt/start';
import { trace } from './pt/trace';
import { audit, upkeep } from './pt/upkeep';

export const pt: Strings = {
  ...shell,
  connection,
  conversation,
  ...common,
  chat,
  threads,
  compare,
  dashboards,
  editor,
  events,
  executions,
  execution,
  firstRun,
  go,
  histogram,
  listing,
  logs,
  overview,
  start,
  pipeline,
  reviewForm,
  trace,
  reviewExport,
  reviewRules,
  scores,
  settings,
  projectPage,
  keysPage,
  members,
  people,
  profile,
  access,
  privacy,
  reviews,
  upkeep,
  audit,
};
