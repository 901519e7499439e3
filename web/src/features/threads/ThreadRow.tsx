import { Bot, User } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import type { Thread } from '@/api/types';
import { cx } from '@/lib/cx';
import { cost, count, short } from '@/lib/format';
import { useNow } from '@/lib/now';
import { plain } from '@/lib/plain';
import { t } from '@/lib/strings';
import { Avatar } from '@/ui/Avatar';
import { Tag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import s from './threads.module.css';
import { who } from './who';

const words = t.threads.column;

export const ThreadHead = () => (
  <div role="rowgroup" className={s.head}>
    <div role="row" className={s.row}>
      <div role="columnheader">{words.who}</div>
      <div role="columnheader">{words.latest}</div>
      <div role="columnheader" className={s.right}>
        {words.messages}
      </div>
      <div role="columnheader" className={s.right}>
        {words.errors}
      </div>
      <div role="columnheader" className={s.right}>
        {words.cost}
      </div>
      <div role="columnheader" className={s.right}>
        {words.active}
      </div>
    </div>
  </div>
);

interface ThreadRowProps {
  thread: Thread;
  index: number;
  top: number;
  isSelected: boolean;
  onOpen: (threadId: string) => void;
}

/** A thread: with whom, what was said last, what it took, and when it last moved. */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { thread, isSelected, onOpen } = props;
  const { name, about } = who(thread);
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    if (!getSelection()?.toString()) onOpen(thread.threadId);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the name is a button that does the same
    <div
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={isSelected}
      className={cx(s.row, s.item)}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={onClick}
    >
      <div role="gridcell" className={s.who}>
        <Avatar name={name} />
        <div>
          <button type="button" onClick={() => onOpen(thread.threadId)}>
            {name}
          </button>
          <small>{about}</small>
        </div>
      </div>
      <div role="gridcell" className={s.latest}>
        <Line who={t.threads.said.user} icon={User} text={thread.latestUserText} />
        <Line who={t.threads.said.assistant} icon={Bot} text={thread.latestAssistantText} />
      </div>
      <div role="gridcell" className={cx(s.right, s.count, 'num')}>
        {count(thread.messageCount)}
        <small>{t.threads.executions(thread.executionCount)}</small>
      </div>
      <div role="gridcell" className={cx(s.right, s.errors, 'num')}>
        {thread.errorCount > 0 ? (
          <Tag tone="error">{count(thread.errorCount)}</Tag>
        ) : (
          <span className="faint">0</span>
        )}
      </div>
      <div role="gridcell" className={cx(s.right, s.cost, 'num')}>
        {cost(thread.cost, 4)}
        <small>{t.threads.tokens(short(thread.totalTokens))}</small>
      </div>
      <div role="gridcell" className={cx(s.right, s.active, 'num')}>
        <Ago since={thread.lastActivityTime} />
        <small>
          <i className={s.dot} data-status={thread.status} aria-hidden />
          {t.status[thread.status] ?? thread.status}
        </small>
      </div>
    </div>
  );
});

interface LineProps {
  who: string;
  icon: typeof User;
  text: string | null;
}

const Line = ({ who, icon: Icon, text }: LineProps) => (
  <div className={s.said}>
    <Icon className="ico" aria-hidden />
    <span className="hidden">{who}: </span>
    <span className={cx('clip', text === null && 'faint')}>
      {text === null ? t.threads.silent : plain(text)}
    </span>
  </div>
);

/** How long ago, in the largest unit. */
function Ago({ since }: { since: string }) {
  const minutes = Math.floor(Math.max(0, useNow() - Date.parse(since)) / 60_000);
  const text =
    minutes < 1
      ? t.threads.ago.now
      : minutes < 60
        ? t.threads.ago.minutes(minutes)
        : minutes < 48 * 60
          ? t.threads.ago.hours(Math.floor(minutes / 60))
          : t.threads.ago.days(Math.floor(minutes / 1440));
  return <Time at={since}>{text}</Time>;
}
