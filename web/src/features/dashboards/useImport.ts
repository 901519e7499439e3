import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { pickFile } from './bar/pick-file';
import { imported } from './model/exchange';
import { useDashboardActions } from './useDashboards';

/** Makes a dashboard of a file that somebody chooses. */
export function useImport() {
  const { createCopy } = useDashboardActions();
  return async () => {
    try {
      const draft = imported(await pickFile('.json,application/json'));
      if (draft) await createCopy(draft);
      else say(t.dashboards.notImported, 'error');
    } catch (error) {
      say(explain(error), 'error');
    }
  };
}
