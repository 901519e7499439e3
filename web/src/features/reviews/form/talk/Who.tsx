import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { ago } from '@/lib/ago';
import { useNow } from '@/lib/now';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';

export const useMe = () => useQuery(sessionQuery).data?.user.email;

/** Who said or did it, and when. */
export function Who({ name, at }: { name: string; at: string }) {
  const now = useNow();
  const me = useMe();
  return (
    <>
      <b className="clip">{name === me ? t.reviewForm.you : name}</b>
      <Time at={at} className="faint num">
        {ago(at, now)}
      </Time>
    </>
  );
}
