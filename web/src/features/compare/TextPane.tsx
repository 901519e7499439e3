import { useMemo } from 'react';
import { percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { diffWords, likeness, type Segment } from '@/lib/word-diff';
import { CopyButton } from '@/ui/CopyButton';
import { Bone, Empty, Failure } from '@/ui/Notice';
import type { Sides } from './Comparison';
import s from './compare.module.css';
import { useText } from './queries';

const words = t.compare;

/** What went in, or came out, word by word. */
export function TextPane({ left, right, which }: Sides & { which: 'input' | 'output' }) {
  const [a, b] = [useText(left, which), useText(right, which)];
  const segments = useMemo(() => diffWords(a.text, b.text), [a.text, b.text]);
  const failed = [a, b].find(({ error }) => error);
  if (failed) return <Failure error={failed.error} onRetry={failed.retry} />;
  if (a.isPending || b.isPending)
    return (
      <div role="status" aria-busy aria-label={t.loading} className={s.texts}>
        <Bone width="80%" />
        <Bone width="70%" />
      </div>
    );
  if (!a.text && !b.text) return <Empty title={words.noText[which]} />;
  const isSame = a.text === b.text;
  return (
    <>
      <p className={s.alike}>
        {isSame ? words.identical : words.alike(percent(likeness(segments)))}
      </p>
      <div className={s.texts}>
        <Text title={words.left} text={a.text} segments={segments} without="added" />
        <Text title={words.right} text={b.text} segments={segments} without="removed" />
      </div>
    </>
  );
}

interface TextProps {
  title: string;
  text: string;
  segments: readonly Segment[];
  /** What stands on the other side alone. */
  without: Segment['kind'];
}

function Text({ title, text, segments, without }: TextProps) {
  const shown = segments.filter(({ kind }) => kind !== without);
  return (
    <section className={s.text} aria-label={title}>
      <h3>
        {title}
        <CopyButton text={text} label={t.copy} />
      </h3>
      {text ? (
        <p>
          {shown.map(({ kind, text: part }, index) => {
            const Mark = { same: 'span', removed: 'del', added: 'ins' }[kind] as 'span';
            // biome-ignore lint/suspicious/noArrayIndexKey: segments of one text never move
            return <Mark key={index}>{part}</Mark>;
          })}
        </p>
      ) : (
        <p className="faint">{words.absent}</p>
      )}
    </section>
  );
}
