import { ApiError } from '@/api/client';
import { t } from '@/lib/strings';

/** Why the server would not, in a line. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  const isTold = error instanceof ApiError && error.status > 0;
  return (
    <small className="bad" role="alert">
      {isTold ? error.message || t.errors.status(error.status) : t.errors.unreachable}
    </small>
  );
}
