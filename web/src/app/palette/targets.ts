// Where the palette can lead for what was typed.
import type { NavigateOptions } from '@tanstack/react-router';
import {
  Columns2,
  Fingerprint,
  ListTree,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Search,
  Settings2,
} from 'lucide-react';
import { t } from '@/lib/strings';

interface Common {
  label: string;
  icon: LucideIcon;
}
export type Target =
  | (Common & { kind: 'link'; link: NavigateOptions })
  | (Common & { kind: 'action'; act: () => void });

const PAGES = [
  { name: t.nav.executions, to: '/executions', icon: ListTree },
  { name: t.nav.threads, to: '/threads', icon: MessagesSquare },
  { name: t.nav.logs, to: '/logs', icon: ScrollText },
  { name: t.compare.title, to: '/compare', icon: Columns2 },
  { name: t.settings.title, to: '/settings/{-$page}', icon: Settings2 },
] as const;

const TRACE_ID = /^[0-9a-f]{32}$/i;
/** An id is one word, and has a digit or a mark that words of a sentence have not. */
const looksLikeId = (text: string) => /^\S{4,128}$/.test(text) && /[\d_:-]/.test(text);

/** `shown` is the execution that the page is about, if it is about one. */
export function targets(query: string, actions: readonly Target[], shown?: string): Target[] {
  const text = query.trim();
  const isNamed = ({ label }: Common) => label.toLowerCase().includes(text.toLowerCase());
  const pages: Target[] = PAGES.map(({ name, to, icon }) => ({
    kind: 'link',
    label: t.palette.goTo(name),
    icon,
    link: { to },
  }));
  const named = [...pages, ...actions].filter(isNamed);
  if (!text) return named;
  return looksLikeId(text)
    ? [...ofId(text, shown), ...named, ofText(text)]
    : [...named, ofText(text)];
}

/** Lays the execution on the page beside the one that was typed. */
const compare = (id: string, shown: string): Target => ({
  kind: 'link',
  label: t.compare.with(id),
  icon: Columns2,
  link: { to: '/compare', search: { left: id, right: shown } },
});

function ofId(id: string, shown: string | undefined): Target[] {
  const beside = shown && shown !== id ? [compare(id, shown)] : [];
  const open: Target = {
    kind: 'link',
    label: t.palette.openExecution(id),
    icon: Fingerprint,
    link: { to: '/executions/$executionId', params: { executionId: id } },
  };
  const all = { range: 'all', from: undefined, to: undefined };
  if (TRACE_ID.test(id)) {
    const logs: NavigateOptions = { to: '/logs', search: { ...all, traceId: id } };
    return [
      open,
      { kind: 'link', label: t.palette.logsOfTrace(id), icon: ScrollText, link: logs },
      ...beside,
    ];
  }
  const thread: NavigateOptions = { to: '/threads', search: { ...all, thread: id } };
  return [
    open,
    { kind: 'link', label: t.palette.openThread(id), icon: MessagesSquare, link: thread },
    ...beside,
  ];
}

const ofText = (text: string): Target => ({
  kind: 'link',
  label: t.palette.findText(text),
  icon: Search,
  link: { to: '/executions', search: { search: text } },
});
