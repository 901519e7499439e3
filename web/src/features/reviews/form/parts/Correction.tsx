import { RotateCcw } from 'lucide-react';
import { type Ref, useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Confirm } from '@/ui/FormDialog';
import s from '../correction.module.css';
import { correctionOf } from '../model/fields';
import { Excerpts } from './Excerpts';
import { type Control, Part } from './Part';
import { Pieces } from './Pieces';
import { type Comparison, useComparison } from './useComparison';

const words = t.reviewForm;

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
  const compared = useComparison(given, text);
  const [asks, setAsks] = useState(false);
  const reset = () => {
    setAsks(false);
    onChange(null);
  };
  const area = (control: Control) => (
    <textarea
      {...control}
      ref={ref}
      aria-label={words.correction}
      aria-keyshortcuts="E"
      placeholder={readOnly ? undefined : given === null ? words.noGivenHint : words.emptied}
      readOnly={readOnly}
      dir="auto"
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return (
    <Part
      label={words.correction}
      keyName={readOnly ? undefined : 'E'}
      note={
        given !== null &&
        !(readOnly && compared.isNone) && <small className={s.count}>{countText(compared)}</small>
      }
      error={error}
      group
    >
      {(control) =>
        given === null ? (
          <div className={s.alone}>
            <p>{words.noGiven}</p>
            {readOnly && !value ? <p>{words.notCorrected}</p> : area(control)}
          </div>
        ) : (
          <>
            <div className={s.diff} data-long={compared.isLong || undefined}>
              <div className={s.was}>
                <header>
                  {words.given}
                  <CopyButton text={given} label={words.copyGiven} />
                </header>
                <p dir="auto" tabIndex={compared.isLong ? 0 : undefined}>
                  <Pieces pieces={compared.given} as="del" />
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
                      aria-label={words.reset.label}
                      title={words.reset.label}
                      onClick={() => (correctionOf(text, given) ? setAsks(true) : reset())}
                    >
                      <RotateCcw className="ico" aria-hidden />
                    </Button>
                  )}
                </header>
                {readOnly && compared.isNone ? (
                  <p className={s.none}>{words.notCorrected}</p>
                ) : (
                  <div className={s.paper}>
                    {/* Draws the marks behind the text, in the same letters at the same places. */}
                    {!compared.isLong && (
                      <p key="marks" aria-hidden className={s.mirror} dir="auto">
                        <Pieces pieces={compared.corrected} as="ins" />
                        {'\u200b'}
                      </p>
                    )}
                    {area(control)}
                  </div>
                )}
              </div>
            </div>
            {compared.excerpts.length > 0 && <Excerpts excerpts={compared.excerpts} />}
            {asks && (
              <Confirm
                title={words.reset.title}
                action={words.reset.label}
                onConfirm={reset}
                onClose={() => setAsks(false)}
              >
                <p>{words.reset.text}</p>
              </Confirm>
            )}
          </>
        )
      }
    </Part>
  );
}

function countText({ isNone, isRewritten, changes }: Comparison): string {
  if (isNone) return words.unchanged;
  return isRewritten ? words.rewritten : words.changes(changes);
}
