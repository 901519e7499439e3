import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { addComment, reviewsKey } from '@/api/reviews';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import form from '../form.module.css';
import { lengthOf, MOST_TEXT } from '../model/limits';
import part from '../parts/part.module.css';
import s from './talk.module.css';
import { useKeptText } from './useKeptText';

const words = t.reviewForm;

/** Says something about the review: Ctrl or ⌘ with Enter sends it. */
export function CommentBox({ reviewId }: { reviewId: string }) {
  const project = useProject();
  const client = useQueryClient();
  const [text, setText] = useKeptText(`farol.comment.${project}/${reviewId}`);
  const [sent, setSent] = useState('');
  const over = lengthOf(text.trim()) - MOST_TEXT;
  const adding = useMutation({
    mutationFn: (said: string) => addComment(project, reviewId, said),
    onSuccess: () => {
      setText('');
      return client.invalidateQueries({ queryKey: reviewsKey(project) });
    },
  });
  function send() {
    const said = text.trim();
    if (!said || over > 0 || adding.isPending) return;
    setSent(said);
    adding.mutate(said);
  }
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  }
  const failure =
    over > 0 ? words.trouble.over(over) : adding.error && sent ? explain(adding.error) : null;
  return (
    <div className={s.write}>
      <textarea
        data-sends
        className={`${form.text} ${form.low}`}
        aria-label={words.addComment}
        placeholder={words.addComment}
        aria-invalid={failure ? true : undefined}
        readOnly={adding.isPending}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      {failure && (
        <p className={part.error} role="alert">
          {failure}
        </p>
      )}
      {text.trim() && (
        <Button small disabled={over > 0 || adding.isPending} onClick={send}>
          {words.send}
        </Button>
      )}
    </div>
  );
}
