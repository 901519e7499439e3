import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import s from './first-run.module.css';
import { MakeKey } from './MakeKey';
import { KEY_PLACE, keyCommand, type Target } from './model/ways';

const words = t.firstRun;

interface ConnectionProps {
  target: Target;
  project: string;
  /** The key that was made here, shown only now. */
  made: string | null;
  /** Whether this person may make one. */
  mayMake: boolean;
  onMade: (key: string) => void;
}

/** The address, and the key, the way to one, or why there is none. */
export function Connection(props: ConnectionProps) {
  const { target, project, made, mayMake, onMade } = props;
  return (
    <>
      <div className={s.connection}>
        <span>{words.address}</span>
        <span>
          <b className="mono">{target.address}</b>
          <span className={s.note}>{words.addressNote}</span>
        </span>
        <CopyButton worded text={target.address} label={words.copyAddress} />
        <span>{words.key}</span>
        <KeyRow {...props} />
      </div>
      {made === null && (
        <Elsewhere needed={target.key !== null} {...{ project, mayMake, onMade }} />
      )}
    </>
  );
}

function KeyRow({ target, project, made, mayMake, onMade }: ConnectionProps) {
  if (made !== null) {
    return (
      <>
        <span>
          <b className="mono">{made}</b>
          <span className={s.note}>{t.start.keyMadeNote}</span>
        </span>
        <CopyButton worded text={made} label={t.start.copyKey} />
      </>
    );
  }
  if (target.key === null) {
    return (
      <>
        <span>
          <b>{words.keyNotNeeded}</b>
          <span className={s.note}>{words.keyNotNeededNote}</span>
        </span>
        <span />
      </>
    );
  }
  if (mayMake) {
    return (
      <>
        <span className={s.note}>{t.start.keyNeeded}</span>
        <MakeKey project={project} onMade={onMade} />
      </>
    );
  }
  return (
    <>
      <span>
        <b className="mono">{keyCommand(project)}</b>
      </span>
      <CopyButton worded text={keyCommand(project)} label={words.copyCommand} />
    </>
  );
}

interface ElsewhereProps extends Pick<ConnectionProps, 'project' | 'mayMake' | 'onMade'> {
  /** Here too, not only from other machines. */
  needed: boolean;
}

/** From where a key is needed, and where it is made. */
function Elsewhere({ needed, project, mayMake, onMade }: ElsewhereProps) {
  if (needed) {
    return mayMake ? null : (
      <p className={s.elsewhere}>
        {words.elsewhere} <code className="mono">{KEY_PLACE}</code>.
      </p>
    );
  }
  if (mayMake) {
    return (
      <p className={s.elsewhere}>
        {t.start.elsewhere} <MakeKey project={project} onMade={onMade} />
      </p>
    );
  }
  return (
    <p className={s.elsewhere}>
      {words.elsewhereLoopback}
      <span className={s.command}>
        <code className="mono">{keyCommand(project)}</code>
        <CopyButton text={keyCommand(project)} label={words.copyCommand} />
      </span>
    </p>
  );
}
