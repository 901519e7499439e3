import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { TrainingPreview } from '@/api/reviews';
import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Folded } from '@/ui/JsonRow';
import { JsonTree } from '@/ui/JsonTree';
import { Empty } from '@/ui/Notice';
import { Segmented } from '@/ui/Segmented';
import { Tag } from '@/ui/Tag';
import s from './examples.module.css';
import { answerAt, type Turn, turnsOf } from './model';

const words = t.reviewExport;
const FOLD = 900;
/** Instructions are mostly the same in all of them. */
const FOLD_SYSTEM = 200;

type Look = 'chat' | 'json';
const LOOKS = (['chat', 'json'] as const).map((value: Look) => ({
  value,
  label: words.looks[value],
}));

/** The first examples, one at once: as a conversation, or as they are written. */
export function Examples({ preview: { training_examples: all } }: { preview: TrainingPreview }) {
  const [wanted, setAt] = useState(0);
  const [look, setLook] = useState<Look>('chat');
  // There may be fewer than when one looked on.
  const at = Math.min(wanted, all.length - 1);
  const example = all[at];
  if (!example) return <Empty title={words.none} text={words.noneText} />;
  const { metadata } = example;
  return (
    <>
      <header className={s.exampleHead}>
        <span className="num">{words.exampleAt(count(at + 1), count(all.length))}</span>
        <Button small disabled={at === 0} onClick={() => setAt(at - 1)} aria-label={words.before}>
          ‹
        </Button>
        <Button
          small
          disabled={at >= all.length - 1}
          onClick={() => setAt(at + 1)}
          aria-label={words.next}
        >
          ›
        </Button>
        <span className="grow" />
        <Segmented label={words.look} value={look} options={LOOKS} onChange={setLook} />
        <CopyButton text={() => JSON.stringify(example)} label={words.copyExample} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={s.example} role="group" aria-label={words.looks[look]} tabIndex={0}>
        <p className={s.about}>
          <Tag>{t.reviews.rating[metadata.rating] ?? metadata.rating}</Tag>
          {metadata.was_corrected && <Tag tone="ok">{words.wasCorrected}</Tag>}
          <Link
            to="/reviews/{-$reviewId}"
            params={{ reviewId: metadata.review_id }}
            search={{ tab: 'all' }}
            className="link"
          >
            {words.toReview}
          </Link>
        </p>
        {look === 'json' ? (
          <JsonTree key={metadata.review_id} value={example} />
        ) : (
          <Turns
            key={metadata.review_id}
            turns={turnsOf(example.messages)}
            isCorrected={metadata.was_corrected}
          />
        )}
      </div>
    </>
  );
}

interface TurnsProps {
  turns: readonly Turn[];
  isCorrected: boolean;
}

function Turns({ turns, isCorrected }: TurnsProps) {
  const corrected = isCorrected ? answerAt(turns) : -1;
  return (
    <ol className={s.turns}>
      {turns.map((turn, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: turns of one example never move, and may repeat
          key={at}
          data-role={turn.role}
          className={cx(at === corrected && s.corrected)}
        >
          <b>
            {turn.role}
            {at === corrected && ` · ${words.wasCorrected}`}
          </b>
          {turn.text && (
            <p dir="auto">
              <Folded text={turn.text} at={turn.role === 'system' ? FOLD_SYSTEM : FOLD} />
            </p>
          )}
          {turn.calls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls of one turn never move, and may repeat
            <p key={index} className="mono">
              <Folded text={`${call.name}(${call.arguments})`} at={FOLD} />
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
