// Where the palette can lead for what was typed.
import type { NavigateOptions } from '@tanstack/react-router';
import {
  ChartLine,
  Columns2,
  Fingerprint,
  Gauge,
  History,
  LayoutDashboard,
  ListChecks,
  ListTree,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Search,
  Settings2,
  User,
} from 'lucide-react';
import { listTime } from '@/lib/format';
import type { Recent } from '@/lib/recent';
import { t } from '@/lib/strings';
import { type Lookup, looksLikeId } from './lookup';

interface Common {
  label: string;
  /** Beside the label: what it is, when it was. */
  note?: string;
  icon: LucideIcon;
}
export type Target =
  | (Common & { kind: 'link'; link: NavigateOptions })
  | (Common & { kind: 'action'; act: () => void });

const PAGES = [
  { name: t.nav.overview, to: '/overview', icon: LayoutDashboard },
  { name: t.nav.executions, to: '/executions', icon: ListTree },
  { name: t.nav.threads, to: '/threads', icon: MessagesSquare },
  { name: t.nav.logs, to: '/logs', icon: ScrollText },
  { name: t.nav.metrics, to: '/dashboards/{-$dashboardId}', icon: ChartLine },
  { name: t.reviews.title, to: '/reviews/{-$reviewId}', icon: ListChecks },
  { name: t.scores.title, to: '/scores', icon: Gauge },
  { name: t.compare.title, to: '/compare', icon: Columns2 },
  { name: t.settings.title, to: '/settings/{-$page}', icon: Settings2 },
] as const;

export interface Sources {
  actions: readonly Target[];
  recent: readonly Recent[];
  /** What an id was found to be; undefined while that is not known. */
  lookup: Lookup | undefined;
  /** The execution that the page is about, if it is about one. */
  shown: string | undefined;
}

const HEX_32 = /^[0-9a-f]{32}$/i;
const HEX_16 = /^[0-9a-f]{16}$/i;
const ALL = { range: 'all', from: undefined, to: undefined };

export function targets(query: string, { actions, recent, lookup, shown }: Sources): Target[] {
  const text = query.trim();
  const isNamed = ({ label, note }: Common) =>
    `${label} ${note ?? ''}`.toLowerCase().includes(text.toLowerCase());
  const pages: Target[] = PAGES.map(({ name, to, icon }) => ({
    kind: 'link',
    label: t.palette.goTo(name),
    icon,
    link: { to },
  }));
  if (!text) return [...recent.map(ofRecent), ...pages, ...actions];
  const named = [...pages, ...actions, ...recent.map(ofRecent)].filter(isNamed);
  const found = looksLikeId(text) ? ofId(text, lookup, shown) : [];
  return unique([...found, ...named, ofText(text)]);
}

/** An execution that is both found and remembered is listed once. */
function unique(list: readonly Target[]): Target[] {
  const addresses = list.map((each) =>
    each.kind === 'link' ? JSON.stringify(each.link) : each.label,
  );
  return list.filter((_, index) => addresses.indexOf(addresses[index]) === index);
}

const toExecution = (executionId: string): NavigateOptions => ({
  to: '/executions/$executionId',
  params: { executionId },
});
const toThread = (id: string): NavigateOptions => ({
  to: '/threads',
  search: { ...ALL, thread: id },
});

const toReview = (reviewId: string): Target => ({
  kind: 'link',
  label: t.reviews.openReview(reviewId),
  icon: ListChecks,
  link: { to: '/reviews/{-$reviewId}', params: { reviewId }, search: { tab: 'all' } },
});

const ofRecent = ({ kind, id, name, project }: Recent): Target => {
  const link = kind === 'execution' ? toExecution(id) : toThread(id);
  const search = kind === 'execution' ? { project } : { ...ALL, thread: id, project };
  const note = kind === 'execution' ? id : t.go.thread;
  return {
    kind: 'link',
    label: name,
    note,
    icon: History,
    link: { ...link, search } as NavigateOptions,
  };
};

/** Lays the execution on the page beside the one that was typed. */
const compare = (id: string, shown: string): Target => ({
  kind: 'link',
  label: t.compare.with(id),
  icon: Columns2,
  link: { to: '/compare', search: { left: id, right: shown } },
});

/** Until it is known what an id belongs to, everything that it may be. */
function ofId(id: string, lookup: Lookup | undefined, shown: string | undefined): Target[] {
  const beside = shown && shown !== id ? [compare(id, shown)] : [];
  const execution: Target = {
    kind: 'link',
    label: t.palette.openExecution(id),
    note: lookup?.execution
      ? `${lookup.execution.name} · ${listTime(lookup.execution.startTime)}`
      : undefined,
    icon: Fingerprint,
    link: toExecution(id),
  };
  const thread: Target = {
    kind: 'link',
    label: t.palette.openThread(id),
    note: lookup?.thread ? t.go.executions(lookup.thread.executionCount) : undefined,
    icon: MessagesSquare,
    link: toThread(id),
  };
  if (!lookup) {
    return [execution, ...(HEX_32.test(id) ? [] : [thread]), ...logsOf(id), ...beside];
  }
  const lists = lookup.lists
    .filter(({ found }) => found)
    .map(({ parameter }) => ofList(parameter, id));
  return [
    ...(lookup.execution ? [execution, ...beside] : []),
    ...(lookup.review ? [toReview(id)] : []),
    ...(lookup.thread ? [thread] : []),
    ...lists,
    ...logsOf(id),
  ];
}

const ofList = (parameter: 'sessionId' | 'userId', id: string): Target => ({
  kind: 'link',
  label: parameter === 'userId' ? t.go.ofUser(id) : t.go.ofSession(id),
  icon: User,
  link: { to: '/executions', search: { ...ALL, [parameter]: [id] } },
});

/** Lines of logs are found by trace or span, whether or not those came too. */
function logsOf(id: string): Target[] {
  const line = (label: string, search: object): Target => ({
    kind: 'link',
    label,
    icon: ScrollText,
    link: { to: '/logs', search: { ...ALL, ...search } },
  });
  if (HEX_32.test(id)) return [line(t.palette.logsOfTrace(id), { traceId: id })];
  return HEX_16.test(id) ? [line(t.go.logsOfSpan(id), { spanId: id })] : [];
}

const ofText = (text: string): Target => ({
  kind: 'link',
  label: t.palette.findText(text),
  icon: Search,
  link: { to: '/executions', search: { search: text } },
});
