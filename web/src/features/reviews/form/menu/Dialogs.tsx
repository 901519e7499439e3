import { useMutation } from '@tanstack/react-query';
import { deleteReview, type QueueItem, removeItem } from '@/api/reviews';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Confirm } from '@/ui/FormDialog';

const words = t.reviewForm;

interface DeleteProps {
  reviewId: string;
  onDone: () => void;
  onClose: () => void;
}

export function DeleteDialog({ reviewId, onDone, onClose }: DeleteProps) {
  const project = useProject();
  const deleting = useMutation({
    mutationFn: () => deleteReview(project, reviewId),
    onSuccess: () => {
      say(words.delete.deleted);
      onClose();
      onDone();
    },
  });
  return (
    <Confirm
      title={words.delete.title}
      action={words.delete.action}
      busy={deleting.isPending}
      failure={deleting.error && explain(deleting.error)}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    >
      <p>{words.delete.text}</p>
    </Confirm>
  );
}

interface TakeOutProps {
  item: QueueItem;
  onDone: () => void;
  onClose: () => void;
}

export function TakeOutDialog({ item, onDone, onClose }: TakeOutProps) {
  const project = useProject();
  const removing = useMutation({
    mutationFn: () => removeItem(project, item.itemId),
    onSuccess: () => {
      say(words.takenOut);
      onClose();
      onDone();
    },
  });
  return (
    <Confirm
      title={words.takeOut.title}
      action={words.takeOut.action}
      busy={removing.isPending}
      failure={removing.error && explain(removing.error)}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      <p>{words.takeOut.text}</p>
    </Confirm>
  );
}
