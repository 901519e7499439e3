import type { QueueItem, WholeReview } from '@/api/reviews';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Chat } from '@/ui/chat/Chat';
import { ChatSkeleton } from '@/ui/chat/ChatSkeleton';
import { Caveat, Empty, Failure } from '@/ui/Notice';
import type { Talk } from '../work/useTalk';
import { Exchange } from './Exchange';
import { markOf } from './mark';
import { TalkHead } from './TalkHead';
import { ThreadTalk } from './ThreadTalk';
import s from './talk.module.css';

const words = t.reviews.talk;

export interface TalkProps {
  /** Undefined until it is known. */
  executionId: string | undefined;
  talk: Talk;
  review: WholeReview | null;
  item: QueueItem | null;
}

/** What was said, with the answer under review marked. */
export function TalkColumn(props: TalkProps) {
  return (
    <div className={s.column}>
      <TalkHead {...props} />
      {props.talk.isCut && <Cut talk={props.talk} />}
      <Said {...props} />
    </div>
  );
}

function Said({ executionId, talk, review, item }: TalkProps) {
  const { details, execution, isGone, said, messages, isWhole, isSilent } = talk;
  if (!executionId || (details.isPending && !details.isError)) return <ChatSkeleton />;
  if (details.isError) {
    if (review && review.messages.length > 0) return <Copy review={review} isGone={isGone} />;
    if (isGone) return <Empty title={words.gone} text={words.goneText} />;
    return <Failure error={details.error} onRetry={() => details.refetch()} />;
  }
  if (said.isError && messages.length === 0)
    return <Failure error={said.error} onRetry={() => said.refetch()} />;
  if (!isWhole) return <ChatSkeleton />;
  if (isSilent) return <Exchange executionId={executionId} talk={talk} item={item} />;
  const marked = markOf(talk.isCut ? [] : messages);
  if (execution?.threadId)
    return (
      <ThreadTalk
        key={executionId}
        threadId={execution.threadId}
        executionId={execution.executionId}
        messages={messages}
        marked={marked}
      />
    );
  return (
    <>
      {said.data?.pages.some((page) => !page.complete) && <Caveat>{t.chat.incomplete}</Caveat>}
      <Chat
        key={executionId}
        messages={messages}
        executions={execution ? [execution] : undefined}
        selected={undefined}
        marked={marked}
        from="start"
      />
    </>
  );
}

/** Where reading has stopped: the answer stands at the end. */
const Cut = ({ talk: { isReadingOn, readMore } }: { talk: Talk }) => (
  <Caveat>
    {words.cut}{' '}
    <Button small disabled={isReadingOn} onClick={readMore}>
      {isReadingOn ? `${words.readingOn}…` : words.readOn}
    </Button>
  </Caveat>
);

/** The conversation as it was copied when it was reviewed. */
const Copy = ({ review, isGone }: { review: WholeReview; isGone: boolean }) => (
  <>
    {isGone && <Caveat>{words.copy}</Caveat>}
    {!review.messagesComplete && <Caveat>{words.incomplete}</Caveat>}
    <Chat
      key={review.reviewId}
      messages={review.messages}
      selected={undefined}
      marked={markOf(review.messages)}
      from="start"
    />
  </>
);
