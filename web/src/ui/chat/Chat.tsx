import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Execution, Message } from '@/api/types';
import { toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import s from './chat.module.css';
import { around, type Find, findMessages, useMarks } from './find';
import { Boundary, type Marked, nameOf, Row } from './Rows';
import { type ChatRow, chatRows, messagesOf } from './rows';

interface ChatProps {
  messages: readonly Message[];
  /** Marks the boundaries of these, too. */
  executions?: readonly Execution[];
  selected: string | undefined;
  /** Without it messages are only read. */
  onOpen?: (message: Message) => void;
  /** What the conversation is looked at for: it comes into sight at first. */
  marked?: Marked;
  /** Where it begins to be read. */
  from: 'start' | 'end';
  /** What stands above and below it: earlier messages, how reading goes on. */
  before?: ReactNode;
  after?: ReactNode;
  onNearEnd?: () => void;
  /** What is looked for in it. */
  find?: Find;
}

/** A conversation: a virtual list of bubbles, of any length. */
export function Chat(props: ChatProps) {
  const { messages, executions, selected, onOpen, onNearEnd, find, marked } = props;
  const scroller = useRef<HTMLElement>(null);
  const known = useMemo(
    () => executions && new Map(executions.map((each) => [each.executionId, each])),
    [executions],
  );
  const rows = useMemo(() => chatRows(messages, known), [messages, known]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index].kind === 'say' ? 96 : 38),
    getItemKey: (index) => rows[index].key,
    // Not under the boundary that stays on top.
    scrollPaddingStart: executions ? 40 : 0,
    overscan: 8,
  });
  useBeginning(virtual, rows, props.from);
  useShow(virtual, rows, selected);
  useShowOnce(virtual, rows, marked);
  const items = virtual.getVirtualItems();
  const found = useFound(messages, find);
  useShow(virtual, rows, found);
  useMarks(scroller, find?.text ?? '', items);
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 10;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  const current = executions && executionAt(rows, items, virtual.scrollOffset ?? 0);
  return (
    <div className={s.frame}>
      {current && (
        <div className={s.current}>
          <Boundary execution={current} />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={scroller} className={s.chat} aria-label={t.chat.label} tabIndex={0}>
        {props.before}
        <div className={s.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={s.placed}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <div className={s.column}>
                <Row
                  row={rows[item.index]}
                  selected={selected}
                  found={found}
                  marked={marked}
                  onOpen={onOpen}
                />
              </div>
            </div>
          ))}
        </div>
        {props.after}
      </section>
    </div>
  );
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLElement, Element>>;

/** Begins at one end; when earlier rows come in above, what was on top stays there. */
function useBeginning(virtual: Virtual, rows: readonly ChatRow[], from: 'start' | 'end') {
  const seen = useRef<{ first: string; count: number } | null>(null);
  useEffect(() => {
    const before = seen.current;
    if (rows.length === 0) return;
    seen.current = { first: rows[0].key, count: rows.length };
    if (!before) {
      if (from === 'end') virtual.scrollToIndex(rows.length - 1, { align: 'end' });
      return;
    }
    const place =
      before.first === rows[0].key ? 0 : rows.findIndex(({ key }) => key === before.first);
    if (place > 0) virtual.scrollToIndex(place, { align: 'start' });
  }, [virtual, rows, from]);
}

/** The message that is looked at comes into sight. */
function useShow(virtual: Virtual, rows: readonly ChatRow[], name: string | undefined) {
  useEffect(() => {
    if (!name) return;
    const at = rows.findIndex((row) => messagesOf(row).some((each) => nameOf(each) === name));
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [virtual, rows, name]);
}

/** Characters that may fill the pane: what is longer begins at its top. */
const TALL = 900;

/** What is marked comes to the middle once, however the conversation goes on. */
function useShowOnce(virtual: Virtual, rows: readonly ChatRow[], marked: Marked | undefined) {
  const [name] = marked?.names ?? [];
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (!name || shown.current === name) return;
    const at = rows.findIndex((row) => messagesOf(row).some((each) => nameOf(each) === name));
    if (at < 0) return;
    shown.current = name;
    const length = messagesOf(rows[at]).reduce((sum, each) => sum + lengthOf(each), 0);
    virtual.scrollToIndex(at, { align: length > TALL ? 'start' : 'center' });
  }, [virtual, rows, name]);
  // Mounted anew, it is shown anew.
  useEffect(
    () => () => {
      shown.current = undefined;
    },
    [],
  );
}

const lengthOf = ({ content }: Message) =>
  typeof content === 'string' ? content.length : toJson(content).length;

/** The one of those found that is looked at. */
function useFound(messages: readonly Message[], find: Find | undefined): string | undefined {
  const text = find?.text ?? '';
  const all = useMemo(() => findMessages(messages, text), [messages, text]);
  const tell = find?.onFound;
  useEffect(() => tell?.(all.length), [tell, all]);
  const current = all[around(find?.at ?? 0, all.length)];
  return current && nameOf(current);
}

/** The execution that the topmost row is of, once its own boundary has gone out of sight. */
function executionAt(
  rows: readonly ChatRow[],
  items: readonly { index: number; start: number; end: number }[],
  offset: number,
): Execution | null {
  const top = items.find((item) => item.end > offset + 8);
  if (!top || offset <= 0) return null;
  for (let index = top.index; index >= 0; index -= 1) {
    const row = rows[index];
    if (row.kind === 'execution') return index === top.index ? null : row.execution;
    if (row.kind === 'day' && index === top.index) return null;
  }
  return null;
}
