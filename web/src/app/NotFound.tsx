import { Link } from '@tanstack/react-router';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Empty } from '@/ui/Notice';

export const NotFound = () => (
  <Empty title={t.errors.notFound} text={t.errors.notFoundText}>
    <Link to="/overview" className={buttonClass()}>
      {t.overview.title}
    </Link>
  </Empty>
);
