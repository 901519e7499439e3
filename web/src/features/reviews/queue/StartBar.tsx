import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import s from './queue.module.css';
import type { Flow } from './useFlow';

/** Under the list, where there is no room beside it: the way to begin. */
export const StartBar = ({ flow }: { flow: Flow }) => (
  <footer className={s.bar}>
    <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
      {t.reviews.start.begin}
    </Button>
  </footer>
);
