import { explain, fieldErrors } from '@/lib/problem';
import { MOD } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import s from './foot.module.css';
import { fieldOf } from './model/errors';
import type { Saving } from './useSaving';

const words = t.reviewForm;

interface Props {
  resolves: boolean;
  isDismissed: boolean;
  position: { at: number; of: number } | undefined;
  saving: Saving;
  onResolves: (resolves: boolean) => void;
  onSave: () => void;
  onSkip: (() => void) | undefined;
}

/** The foot of the form: how it is saved, and what went wrong the last time. */
export function SaveBar(props: Props) {
  const { position, saving, onSkip } = props;
  return (
    <footer className={s.foot}>
      <SaveFailure error={saving.error} />
      <div className={s.save}>
        {props.isDismissed ? (
          <span className="faint">{words.staysDismissed}</span>
        ) : (
          <label title={words.resolveHint}>
            <input
              type="checkbox"
              checked={props.resolves}
              onChange={(event) => props.onResolves(event.target.checked)}
            />
            {words.resolve}
          </label>
        )}
        {position && (
          <span className={`faint num ${s.small}`}>
            · {words.position(position.at, position.of)}
          </span>
        )}
        <span className="grow" />
        {onSkip && (
          <Button look="ghost" title={words.skipHint} aria-keyshortcuts="S" onClick={onSkip}>
            {words.skip}
            <span className="wide" aria-hidden>
              <Kbd>S</Kbd>
            </span>
          </Button>
        )}
        <Button
          look="primary"
          className={s.primary}
          aria-keyshortcuts="Control+Enter"
          aria-busy={saving.isSaving}
          disabled={saving.isSaving}
          onClick={props.onSave}
        >
          {saving.isSaving ? words.saving : words.save}
          {!saving.isSaving && (
            <span className="wide" aria-hidden>
              <Kbd>{`${MOD.trim()}↵`}</Kbd>
            </span>
          )}
        </Button>
      </div>
    </footer>
  );
}

/** What the server or the way to it refused, unless it stands at the fields already. */
function SaveFailure({ error }: { error: unknown }) {
  if (!error) return null;
  const paths = Object.keys(fieldErrors(error));
  if (paths.length > 0 && paths.every((path) => fieldOf(path))) return null;
  return (
    <p className={s.failure} role="alert">
      {explain(error)} {words.tryAgain}
    </p>
  );
}
