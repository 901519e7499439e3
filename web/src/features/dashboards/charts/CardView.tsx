import type { BusinessEvent } from '@/api/events';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import type { Card, ChartCard, FeedCard } from '../api/types';
import { isAskable } from '../model/asked';
import { CardBody } from './CardBody';
import type { Opened } from './chart-props';
import s from './charts.module.css';
import { FeedList } from './FeedList';
import { type CardScope, useCardAnswer, useFeed } from './useCardAnswer';

const words = t.dashboards.card;

interface CardViewProps<C extends Card = Card> {
  card: C;
  scope: CardScope;
  onOpen?: (opened: Opened) => void;
  onOpenEvent?: (event: BusinessEvent) => void;
}

/** A card's figures, or why there are none. */
export function CardView(props: CardViewProps) {
  const { card, ...rest } = props;
  if (card.type === 'feed') return <FeedView card={card} {...rest} />;
  if (!isAskable(card)) return <p className={s.nothing}>{words.unfinished}</p>;
  return <ChartView card={card} {...rest} />;
}

function ChartView({ card, scope, onOpen }: CardViewProps<ChartCard>) {
  const { data, error, isPlaceholderData, refetch } = useCardAnswer(card, scope);
  if (data) {
    return (
      <div className={s.draw} data-type={card.type} aria-busy={isPlaceholderData}>
        <CardBody card={card} answer={data} onOpen={onOpen} />
      </div>
    );
  }
  return error ? <CardFailure error={error} onRetry={refetch} /> : <CardBones type={card.type} />;
}

function FeedView({ card, scope, onOpenEvent }: CardViewProps<FeedCard>) {
  const { data, error, refetch } = useFeed(card, scope);
  if (data?.items.length === 0) {
    return <p className={s.nothing}>{words.none([card.query.event ?? []].flat().join(', '))}</p>;
  }
  if (data) return <FeedList events={data.items} onOpen={onOpenEvent} />;
  return error ? <CardFailure error={error} onRetry={refetch} /> : <CardBones type="feed" />;
}

const CardFailure = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <div className={s.failure} role="alert">
    <p title={explain(error)}>
      <b>{words.failed}</b> {explain(error)}
    </p>
    <Button small onClick={() => onRetry()}>
      {t.errors.retry}
    </Button>
  </div>
);

const ROWS = [0, 1, 2, 3];

/** A card's shape while its figures are read. */
const CardBones = ({ type }: Pick<Card, 'type'>) => (
  <div className={s.bones} role="status" aria-busy aria-label={t.loading} data-type={type}>
    {type === 'number' || type === 'rate' ? (
      <>
        <Bone width="52%" />
        <Bone width="74%" />
      </>
    ) : (
      ROWS.map((row) => <Bone key={row} width={`${92 - ((row * 29) % 45)}%`} />)
    )}
  </div>
);
