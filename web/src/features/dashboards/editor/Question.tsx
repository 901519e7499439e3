import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Segmented, segmentedClass } from '@/ui/Segmented';
import { type Aggregation, type ChartCard, INTERVALS, type MetricQuery } from '../api/types';
import { FieldMenu } from './controls/FieldMenu';
import { MatchPicker } from './controls/MatchPicker';
import s from './editor.module.css';
import { aggregationsFor, propertyFields, withAggregation, withQuery } from './model/cards';
import { type Field, findField, groupFields } from './model/fields';
import type { Place, Problem } from './model/problems';
import { datasetOf, HAS_AXIS, HAS_GROUPS, needsProperty } from './model/query';
import { Section } from './Section';

const words = t.editor;

interface QuestionProps {
  card: ChartCard;
  /** Undefined until they are known. */
  fields: readonly Field[] | undefined;
  problems: Partial<Record<Place, Problem>>;
  onChange: (card: ChartCard) => void;
}

/** What is counted of an event: how, of which property, by which groups, in which steps. */
export function Question({ card, fields = [], problems, onChange }: QuestionProps) {
  const { query, type } = card;
  const dataset = datasetOf(query);
  const change = (part: Partial<MetricQuery>) => onChange(withQuery(card, part));
  const asksProperty = needsProperty(query);
  const property = findField(fields, query.property);
  const { aggregation, groupBy, interval = 'day' } = query;
  return (
    <>
      {type !== 'rate' && (
        <Section label={words.aggregation}>
          <Aggregations
            value={aggregation}
            offered={aggregationsFor(type, dataset, fields)}
            onChange={(next) => onChange(withAggregation(card, next, fields))}
          />
        </Section>
      )}
      {(asksProperty || HAS_GROUPS[type]) && (
        <div className={s.two}>
          {asksProperty && (
            <Section label={words.property} problem={problems.property}>
              <FieldMenu
                label={words.property}
                fields={propertyFields(aggregation, fields)}
                value={query.property}
                isInvalid={problems.property !== undefined}
                onChange={(name) => change({ property: name })}
              />
            </Section>
          )}
          {HAS_GROUPS[type] && (
            <Section label={words.groupBy} problem={problems.group}>
              <FieldMenu
                label={words.groupBy}
                fields={groupFields(fields, dataset)}
                value={groupBy}
                none={type === 'pie' ? undefined : words.noGroup}
                isInvalid={problems.group !== undefined}
                onChange={(name) => change({ groupBy: name })}
              />
            </Section>
          )}
        </div>
      )}
      {asksProperty && property && property.types.length > 1 && (
        <p className={s.hint}>{words.mixed}</p>
      )}
      {aggregation === 'rate' && (
        <Section label={words.match} problem={problems.match}>
          <MatchPicker
            fields={fields}
            match={query.match}
            isInvalid={problems.match !== undefined}
            onChange={(match) => change({ match })}
          />
        </Section>
      )}
      {HAS_AXIS[type] && (
        <Section label={words.interval} note={words.weeks}>
          <Segmented
            className={s.seg}
            label={words.interval}
            value={interval}
            options={INTERVALS.map((value) => ({ value, label: words.intervals[value] }))}
            onChange={(next) => change({ interval: next })}
          />
        </Section>
      )}
    </>
  );
}

interface AggregationsProps {
  value: Aggregation;
  offered: readonly Aggregation[];
  onChange: (aggregation: Aggregation) => void;
}

const A_ROW = 5;

/** Two rows where there are many: what most people want first. */
function Aggregations({ value, offered, onChange }: AggregationsProps) {
  // What a card asks is shown also where nothing is known of its properties.
  const all = offered.includes(value) ? offered : [...offered, value];
  return (
    <fieldset
      className={cx(segmentedClass, s.seg, all.length > A_ROW && s.aggregations)}
      aria-label={words.aggregation}
    >
      {all.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          title={words.aggregationHints[each]}
          onClick={() => onChange(each)}
        >
          {words.aggregations[each]}
        </button>
      ))}
    </fieldset>
  );
}
