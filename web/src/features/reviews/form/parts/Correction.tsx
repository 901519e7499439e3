import { RotateCcw } from 'lucide-react';
import { type Ref, useDeferredValue, useMemo } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import s from '../correction.module.css';
import { correctionOf } from '../model/fields';
import { type Marks, marksOf, type Piece } from '../model/marks';
import { Part } from './Part';

const words = t.reviewForm;

/** Characters up to which marks follow each key at once; beyond, they come when there is time. */
const AT_ONCE = 8_000;

interface Props {
  given: string | null;
  /** Null where nothing was corrected: the given answer stands there to be changed. */
  value: string | null;
  error: string | null;
  readOnly: boolean;
  ref: Ref<HTMLTextAreaElement>;
  onChange: (text: string | null) => void;
}

/** The given answer, and beside it what it should have been, with the difference marked. */
export function Correction({ given, value, error, readOnly, ref, onChange }: Props) {
  const text = value ?? given ?? '';
  const later = useDeferredValue(text);
  const compared = (given?.length ?? 0) + text.length > AT_ONCE ? later : text;
  const isNone = correctionOf(compared, given) === null;
  const marks = useMemo(
    () => (given === null || isNone ? null : marksOf(given, compared)),
    [given, compared, isNone],
  );
  const area = (
    <textarea
      ref={ref}
      aria-label={words.correction}
      aria-keyshortcuts="E"
      placeholder={readOnly ? undefined : given === null ? words.noGivenHint : words.emptied}
      readOnly={readOnly}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return (
    <Part
      label={words.correction}
      keyName="E"
      note={<ChangeCount marks={marks} isNone={isNone} hasGiven={given !== null} />}
      error={error}
      group
    >
      {() =>
        given === null ? (
          <div className={s.alone}>
            <p>{words.noGiven}</p>
            {readOnly && !value ? <p>{words.notCorrected}</p> : area}
          </div>
        ) : (
          <div className={s.diff}>
            <div className={s.was}>
              <header>
                {words.given}
                <CopyButton text={given} label={words.copyGiven} />
              </header>
              <p dir="auto">
                <Pieces pieces={marks?.given ?? [{ text: given, isMarked: false }]} as="del" />
              </p>
            </div>
            <div className={s.now}>
              <header>
                {words.corrected}
                {!readOnly && value !== null && (
                  <Button
                    look="ghost"
                    icon
                    small
                    aria-label={words.reset}
                    title={words.reset}
                    onClick={() => onChange(null)}
                  >
                    <RotateCcw className="ico" aria-hidden />
                  </Button>
                )}
              </header>
              <div className={s.paper}>
                {/* Draws the marks behind the text, in the same letters at the same places. */}
                <p aria-hidden className={s.mirror} dir="auto">
                  <Pieces pieces={marks?.corrected ?? [{ text, isMarked: false }]} as="ins" />
                  {'\u200b'}
                </p>
                {area}
              </div>
            </div>
          </div>
        )
      }
    </Part>
  );
}

interface ChangeCountProps {
  marks: Marks | null;
  isNone: boolean;
  hasGiven: boolean;
}

function ChangeCount({ marks, isNone, hasGiven }: ChangeCountProps) {
  if (!hasGiven) return null;
  const said = marks?.isRewritten ? words.rewritten : words.changes(marks?.changes ?? 0);
  return <small className={s.count}>{isNone ? words.unchanged : said}</small>;
}

/** A text whose marked pieces are one element each. */
const Pieces = ({ pieces, as: Mark }: { pieces: readonly Piece[]; as: 'del' | 'ins' }) =>
  pieces.map(({ text, isMarked }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
    return isMarked ? <Mark key={index}>{text}</Mark> : text;
  });
