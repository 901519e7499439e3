import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Eye, User, UserRound, Workflow } from 'lucide-react';
import { memo, type Ref } from 'react';
import { sessionQuery } from '@/api/session';
import { cx } from '@/lib/cx';
import { useNow } from '@/lib/now';
import { t } from '@/lib/strings';
import { Tag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import { PriorityMark, RatingMark, StatusMark } from '../marks/Marks';
import { type Note, type Row, shortName } from '../model/rows';
import { age } from '../model/span';
import { ADDRESS } from '../search';
import s from './list.module.css';

const words = t.reviews.row;

interface ReviewRowProps {
  row: Row;
  index: number;
  top: number;
  isOpen: boolean;
  /** The person works at it. */
  isOwn: boolean;
  /** The keys `j` and `k` stand here. */
  cursorRef: Ref<HTMLAnchorElement> | undefined;
}

/** What was asked, of whom, how it was judged or why it waits, and since when. */
export const ReviewRow = memo(function ReviewRow(props: ReviewRowProps) {
  const { row, isOpen, isOwn, cursorRef } = props;
  const { rating, priority, tags } = row;
  const note = isOwn && row.note?.kind === 'held' ? null : row.note;
  return (
    <li className={s.place} style={{ transform: `translateY(${props.top}px)` }}>
      <Link
        from={ADDRESS}
        to="/reviews/{-$reviewId}"
        params={{ reviewId: row.reviewId ?? undefined }}
        search={(old) => ({ ...old, item: row.itemId ?? undefined, pane: undefined })}
        preload={false}
        ref={cursorRef}
        className={s.row}
        data-row={props.index}
        aria-current={isOpen || undefined}
      >
        <span className={s.top}>
          <StatusMark status={isOwn ? 'in_progress' : row.status} />
          <b className="clip" dir="auto">
            {row.title}
          </b>
          {row.assignee && <Assignee name={row.assignee} />}
          <Age since={row.since} />
        </span>
        <span className={cx(s.who, 'clip')}>
          {[row.agent, row.user].filter(Boolean).join(' · ') || words.nobody}
        </span>
        <span className={s.foot}>
          {rating && <RatingMark rating={rating} />}
          <PriorityMark priority={priority} />
          {note && <Why note={note} />}
          {note?.kind !== 'held' && <Tags tags={tags} />}
        </span>
      </Link>
    </li>
  );
});

const NOTE_ICONS = { held: Eye, rule: Workflow, person: User };

function Why({ note }: { note: Note }) {
  const me = useQuery(sessionQuery).data?.user.email;
  const Icon = NOTE_ICONS[note.kind];
  const name = note.kind === 'held' ? note.by : note.name;
  const say = (called: string) =>
    note.kind === 'held' && name === me ? words.note.own : words.note[note.kind](called);
  return (
    <span className={s.note} data-kind={note.kind} title={say(name)}>
      <Icon className="ico" aria-hidden />
      <span className="clip">{say(shortName(name))}</span>
    </span>
  );
}

/** Whose it is, where somebody is assigned to it. */
function Assignee({ name }: { name: string }) {
  const me = useQuery(sessionQuery).data?.user.email;
  const assigned = name === me ? t.reviewForm.assignedToYou : t.reviewForm.assignedTo(name);
  return (
    <span className={s.assignee} role="img" aria-label={assigned} title={assigned}>
      <UserRound className="ico" aria-hidden />
    </span>
  );
}

/** The first tag, and how many more there are. */
function Tags({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags;
  if (first === undefined) return null;
  return (
    <span className={s.tags} title={tags.join(', ')}>
      <Tag>
        <span className="clip">{first}</span>
      </Tag>
      {more.length > 0 && <Tag>+{more.length}</Tag>}
    </span>
  );
}

function Age({ since }: { since: string }) {
  const found = age(since, useNow());
  return (
    <Time at={since} className={cx(s.age, 'num')}>
      {found ? words.age[found.unit](found.value) : words.now}
    </Time>
  );
}
