import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import s from './first-run.module.css';
import { KEY_PLACE, keyCommand, type Target } from './model/ways';

/** The address, and the key or why there is none. */
export function Connection({ target, project }: { target: Target; project: string }) {
  const { firstRun } = t;
  const command = keyCommand(project);
  return (
    <>
      <div className={s.connection}>
        <span>{firstRun.address}</span>
        <span>
          <b className="mono">{target.address}</b>
          <span className={s.note}>{firstRun.addressNote}</span>
        </span>
        <CopyButton worded text={target.address} label={firstRun.copyAddress} />
        <span>{firstRun.key}</span>
        {target.key === null ? (
          <span>
            <b>{firstRun.keyNotNeeded}</b>
            <span className={s.note}>{firstRun.keyNotNeededNote}</span>
          </span>
        ) : (
          <span>
            <b className="mono">{command}</b>
          </span>
        )}
        {target.key === null ? (
          <span />
        ) : (
          <CopyButton worded text={command} label={firstRun.copyCommand} />
        )}
      </div>
      {target.key === null ? (
        <p className={s.elsewhere}>
          {firstRun.elsewhereLoopback}
          <span className={s.command}>
            <code className="mono">{command}</code>
            <CopyButton text={command} label={firstRun.copyCommand} />
          </span>
        </p>
      ) : (
        <p className={s.elsewhere}>
          {firstRun.elsewhere} <code className="mono">{KEY_PLACE}</code>.
        </p>
      )}
    </>
  );
}
