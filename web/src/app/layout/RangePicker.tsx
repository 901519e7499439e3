import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronDown, Clock } from 'lucide-react';
import { useState } from 'react';
import { clock, day } from '@/lib/format';
import { t } from '@/lib/strings';
import {
  PRESETS,
  readRange,
  resolveRange,
  type TimeRange,
  toLocalInput,
  zoneName,
} from '@/lib/time-range';
import { Button, buttonClass } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';

const describe = (range: TimeRange) =>
  'range' in range
    ? t.time.presets[range.range]
    : `${day(range.from)} ${clock(range.from).slice(0, 5)} – ${day(range.to)} ${clock(range.to).slice(0, 5)}`;

/** The time range of the page, kept in the URL; the `usual` one until another is chosen. */
export function RangePicker({ usual }: { usual?: TimeRange }) {
  const range = readRange(useSearch({ strict: false }), usual);
  const navigate = useNavigate();
  const choose = (next: TimeRange) =>
    navigate({
      to: '.',
      search: (old: object) => ({
        ...old,
        range: undefined,
        from: undefined,
        to: undefined,
        // A part of the range that was left is none of this one.
        since: undefined,
        until: undefined,
        ...next,
      }),
    });
  return (
    <Popover
      label={t.time.title}
      width={248}
      triggerClass={buttonClass()}
      trigger={
        <>
          <Clock className="ico" aria-hidden />
          {describe(range)} <span className="faint wide">{zoneName()}</span>
          <ChevronDown className="ico" aria-hidden />
        </>
      }
    >
      {(close) => (
        <>
          {PRESETS.map((preset) => (
            <PopoverItem
              key={preset}
              aria-current={'range' in range && range.range === preset}
              onClick={() => {
                choose({ range: preset });
                close();
              }}
            >
              {t.time.presets[preset]}
            </PopoverItem>
          ))}
          <hr className={popoverStyles.rule} />
          <AbsoluteRange
            range={range}
            onChoose={(next) => {
              choose(next);
              close();
            }}
          />
        </>
      )}
    </Popover>
  );
}

function AbsoluteRange({
  range,
  onChoose,
}: {
  range: TimeRange;
  onChoose: (range: TimeRange) => void;
}) {
  const now = Date.now();
  const { from: start, to: end } = resolveRange(range, now);
  const [from, setFrom] = useState(toLocalInput(start ? Date.parse(start) : now - 86_400_000));
  const [to, setTo] = useState(toLocalInput(end ? Date.parse(end) : now));
  const isOrdered = Date.parse(from) < Date.parse(to);
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOrdered) return;
        onChoose({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      }}
    >
      <label>
        {t.time.from}
        <Input
          type="datetime-local"
          step={1}
          value={from}
          onChange={(e) => setFrom(e.target.value)}
        />
      </label>
      <label>
        {t.time.to}
        <Input type="datetime-local" step={1} value={to} onChange={(e) => setTo(e.target.value)} />
      </label>
      {!isOrdered && <small className="bad">{t.time.order}</small>}
      <small className="faint">{t.time.zone(zoneName())}</small>
      <Button type="submit" look="primary" disabled={!isOrdered}>
        {t.time.apply}
      </Button>
    </form>
  );
}
