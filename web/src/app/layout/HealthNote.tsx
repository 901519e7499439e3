import { useQuery } from '@tanstack/react-query';
import { healthQuery, sessionQuery } from '@/api/session';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Popover, popoverStyles } from '@/ui/Popover';
import s from './shell.module.css';

/** The server's version and health. */
export function HealthNote() {
  const { data: health, isError } = useQuery(healthQuery);
  const session = useQuery(sessionQuery);
  const version = health?.version ?? session.data?.version;
  if (!version) return null;
  const status = isError || !health ? t.health.unreachable : health.status;
  return (
    <Popover
      above
      label={t.health.checks}
      width={260}
      triggerClass={cx(s.footButton, s.healthNote, status !== 'healthy' && health && s.unwell)}
      trigger={t.health.line(version, status)}
    >
      {() => (
        <>
          <p className={popoverStyles.head}>{t.health.checks}</p>
          {Object.entries(health?.checks ?? {}).map(([name, check]) => (
            <p key={name} className={s.check}>
              <b>{name}</b>
              <span className={check.status === 'healthy' ? 'dim' : 'bad'}>
                {check.detail ?? check.status}
              </span>
            </p>
          ))}
        </>
      )}
    </Popover>
  );
}
