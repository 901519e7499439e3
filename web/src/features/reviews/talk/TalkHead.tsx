import { Link } from '@tanstack/react-router';
import { ArrowUpRight } from 'lucide-react';
import { useRef } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Avatar } from '@/ui/Avatar';
import { buttonClass } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import type { TalkProps } from './TalkColumn';
import s from './talk.module.css';

const words = t.reviews.talk;

/** With whom, and the way to the execution. */
export function TalkHead({ executionId, talk, review, item }: TalkProps) {
  const beside = useRef<HTMLAnchorElement>(null);
  useShortcuts({ o: () => beside.current?.click() });
  const { execution, isGone } = talk;
  const known = execution ?? item ?? review;
  const agent = known?.agentName ?? known?.agentId;
  const name = execution?.entity?.value ?? known?.userId ?? agent ?? execution?.name;
  const about = execution?.entity?.type ?? (known?.userId ? agent : null);
  return (
    <header className={s.head}>
      <Avatar name={name ?? ''} />
      <h2 className="clip">{known ? (name ?? t.chat.label) : <Bone width={120} />}</h2>
      {about && <span className="faint clip">{about}</span>}
      <span className="grow" />
      {executionId && !isGone && (
        <>
          <Link
            to="/executions/$executionId"
            params={{ executionId }}
            className="mono link clip"
            title={executionId}
          >
            {executionId}
          </Link>
          <Link
            ref={beside}
            to="/executions/$executionId"
            params={{ executionId }}
            target="_blank"
            rel="noopener"
            className={buttonClass({ look: 'ghost', icon: true })}
            aria-label={words.openBeside}
            title={words.openBeside}
          >
            <ArrowUpRight className="ico" aria-hidden />
          </Link>
        </>
      )}
    </header>
  );
}
