import { briefTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Bone, Failure } from '@/ui/Notice';
import s from '../logs.module.css';
import type { LogList } from '../queries';

/** The end of the list: more to come, cut off, or all that there is. */
export function ListFoot({ list, isOldest }: { list: LogList; isOldest: boolean }) {
  const { hasNextPage, isFetchNextPageError, isFetchingNextPage, error } = list.list;
  if (isFetchNextPageError) return <Failure error={error} onRetry={list.goOn} />;
  if (list.cutAt && !isFetchingNextPage) {
    const at = briefTime(list.cutAt);
    return (
      <p className={s.foot} role="note">
        {isOldest ? t.logs.listSearchedOn(at) : t.logs.listSearchedTo(at)}{' '}
        <button type="button" className={s.go} onClick={list.goOn}>
          {t.logs.continue}
        </button>
      </p>
    );
  }
  if (!hasNextPage) return <p className={s.foot}>{t.logs.allRead}</p>;
  return (
    <p className={s.foot} aria-busy>
      <Bone width={220} />
    </p>
  );
}
