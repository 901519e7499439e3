// English: the shape that every other language has.
import { chat, threads } from './en/chat';
import { compare } from './en/compare';
import { conversation } from './en/conversation';
import { dashboards } from './en/dashboards';
import { editor } from './en/editor';
import { events } from './en/events';
import { execution } from './en/execution';
import { executions } from './en/executions';
import { firstRun } from './en/first-run';
import { go } from './en/go';
import { histogram } from './en/histogram';
import { listing } from './en/listing';
import { connection } from './en/live';
import { logs } from './en/logs';
import { overview } from './en/overview';
import { access, members, people, profile } from './en/people';
import { pipeline } from './en/pipeline';
import { privacy } from './en/privacy';
import { reviewExport } from './en/review-export';
import { reviewForm } from './en/review-form';
import { reviewRules } from './en/review-rules';
import { reviews } from './en/reviews';
import { scores } from './en/scores';
import { common, keysPage, projectPage, settings } from './en/settings';
import { shell } from './en/shell';
import { start } from './en/start';
import { trace } from './en/trace';
import { audit, upkeep } from './en/upkeep';

export const en = {
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
