import { useQuery, useQueryClient } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { PHONE, useMedia } from '@/lib/media';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Sparkline } from '@/ui/chart/Sparkline';
import { Bone, Failure } from '@/ui/Notice';
import { eventNamesQuery, eventPropertiesQuery } from '../api/queries';
import type { EventName } from '../api/types';
import { type Option, Options } from './controls/Options';
import s from './editor.module.css';

const words = t.editor;
/** No name is empty. */
const ALL = '';

interface EventPickerProps {
  timezone: string;
  /** Those that are chosen: none means all of them, where that may be. */
  chosen: readonly string[];
  /** Several may be chosen, or all. */
  isOpenEnded?: boolean;
  isNew: boolean;
  /** Null: all of them. */
  onChoose: (name: string | null) => void;
}

/** The names that came, with how many there were, day by day. */
export function EventPicker(props: EventPickerProps) {
  const { timezone, chosen, isOpenEnded, onChoose } = props;
  const project = useProject();
  const client = useQueryClient();
  const isPhone = useMedia(PHONE);
  const names = useQuery({
    ...eventNamesQuery(project, undefined, timezone),
    refetchInterval: ({ state }) => (state.data?.items.length === 0 ? 1_000 : 15_000),
  });
  if (names.isPending) {
    return (
      <div className={s.bones}>
        <Bone width="60%" />
        <Bone width="40%" />
        <Bone width="50%" />
      </div>
    );
  }
  if (names.isError) return <Failure error={names.error} onRetry={() => names.refetch()} />;
  const { items } = names.data;
  // A card may be about events that came long ago.
  const absent = chosen.filter((name) => !items.some((each) => each.name === name));
  const options = [...absent.map((name) => ({ key: name, label: name })), ...items.map(optionOf)];
  return (
    <div className={s.events}>
      <Options
        isCode
        // A phone's keyboard would cover what there is to choose from.
        autoFocus={props.isNew && !isPhone}
        label={words.event}
        placeholder={words.searchEvents(options.length)}
        empty={words.noEvents}
        options={isOpenEnded ? [{ key: ALL, label: words.allEvents }, ...options] : options}
        chosen={isOpenEnded && chosen.length === 0 ? [ALL] : chosen}
        onChoose={(name) => onChoose(name === ALL ? null : name)}
        onActive={(name) =>
          name !== ALL && client.prefetchQuery(eventPropertiesQuery(project, name))
        }
      />
    </div>
  );
}

const optionOf = ({ name, count: times, series }: EventName): Option => ({
  key: name,
  label: name,
  note: count(times),
  end: (
    <span className={s.spark}>
      <Sparkline values={series.map(({ value }) => value)} color="var(--text-3)" />
    </span>
  ),
});
