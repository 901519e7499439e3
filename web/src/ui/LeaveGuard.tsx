import { useBlocker } from '@tanstack/react-router';
import { t } from '@/lib/strings';
import { Confirm } from '@/ui/FormDialog';

/** Asks before a page with unsaved changes is left, by a link, the back button or the browser. */
export function LeaveGuard({ when }: { when: boolean }) {
  const blocker = useBlocker({
    // The same page of the same project, as when the address is completed, keeps what was typed.
    shouldBlockFn: ({ current, next }) =>
      when &&
      (current.pathname !== next.pathname || projectOf(current.search) !== projectOf(next.search)),
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Confirm
      title={t.settings.leave.title}
      action={t.settings.leave.leave}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{t.settings.leave.text}</p>
    </Confirm>
  );
}

const projectOf = (search: object) => (search as { project?: string }).project;
