//! The same answers, out of the events one by one.

use std::{borrow::Cow, collections::BTreeMap};

use farol_model::{
    Event, Scalar,
    rollup::{Figures, RollupValue},
};
use farol_storage::{RollupAnswer, RollupQuestion, RollupRow, Wanted};

use super::made::quarter_of;

/// An event, and its properties that can be told apart.
pub struct Read<'e> {
    event: &'e Event,
    scalars: Vec<(Cow<'e, str>, Scalar<'e>)>,
}

pub fn read(events: &[Event]) -> Vec<Read<'_>> {
    events.iter().map(|event| Read { event, scalars: event.scalars() }).collect()
}

type Key = (i64, Option<RollupValue>, Option<RollupValue>);

/// What the events say, without those in quarters that rollups have no answer for.
pub fn expected(
    events: &[Read<'_>],
    question: &RollupQuestion<'_>,
    answer: &RollupAnswer,
) -> Vec<RollupRow> {
    let mut rows: BTreeMap<Key, RollupRow> = BTreeMap::new();
    for Read { event, scalars } in events {
        let quarter = quarter_of(event);
        let is_of_agent = question.agent.is_none() || event.agent_id.as_deref() == question.agent;
        if event.name != question.name
            || !is_of_agent
            || !question.quarters.contains(&quarter)
            || answer.unanswered.iter().any(|range| range.contains(&quarter))
        {
            continue;
        }
        let cuts = question.cuts.iter().copied().filter(|cut| *cut <= quarter);
        let start = cuts.max().unwrap_or(i64::MIN).max(question.quarters.start);
        let scalar = |name: &str| {
            scalars.iter().find(|(known, _)| known == name).map(|(_, scalar)| scalar.clone())
        };
        let value = |name: &str| scalar(name).and_then(|scalar| RollupValue::of(&scalar));
        let number = |name: &str| match scalar(name) {
            Some(Scalar::Number(number)) => Some(number),
            _ => None,
        };
        match question.wanted {
            Wanted::Count => of(&mut rows, (start, None, None)).count += 1,
            Wanted::Types { property } => {
                if let Some(scalar) = scalar(property) {
                    let row = of(&mut rows, (start, None, None));
                    row.count += 1;
                    let types = row.types.get_or_insert_default();
                    match scalar {
                        Scalar::Number(_) => types.numbers += 1,
                        Scalar::Text(_) => types.texts += 1,
                        Scalar::Boolean(_) => types.booleans += 1,
                        Scalar::Other => types.others += 1,
                    }
                }
            }
            Wanted::Values { property } => {
                if let Some(value) = value(property) {
                    of(&mut rows, (start, Some(value), None)).count += 1;
                }
            }
            Wanted::Pairs { property, with } => {
                if let Some((value, with)) = value(property).zip(value(with)) {
                    of(&mut rows, (start, Some(value), Some(with))).count += 1;
                }
            }
            Wanted::Figures { property, by } | Wanted::Histogram { property, by } => {
                // Events that lack the second property count nowhere.
                let under = by.map_or(Some(None), |by| value(by).map(Some));
                if let Some((number, under)) = number(property).zip(under) {
                    let row = of(&mut rows, (start, under, None));
                    row.count += 1;
                    if matches!(question.wanted, Wanted::Figures { .. }) {
                        row.figures.get_or_insert_default().add(number);
                    } else {
                        row.histogram.get_or_insert_default().add(number);
                    }
                }
            }
            Wanted::Distinct { property } => {
                if let Some(value) = value(property) {
                    let row = of(&mut rows, (start, None, None));
                    row.distinct.get_or_insert_default().add_value(&value);
                }
            }
        }
    }
    rows.into_values().collect()
}

fn of(rows: &mut BTreeMap<Key, RollupRow>, key: Key) -> &mut RollupRow {
    let (quarter, value, with) = key.clone();
    let row = RollupRow { quarter, value, with, ..RollupRow::default() };
    rows.entry(key).or_insert(row)
}

/// Whether rows are the same; sums may differ in their last digits.
pub fn assert_same(found: &[RollupRow], expected: &[RollupRow], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}: rows");
    for (found, expected) in found.iter().zip(expected) {
        let key = |row: &RollupRow| (row.quarter, row.value.clone(), row.with.clone(), row.count);
        assert_eq!(key(found), key(expected), "{what}");
        assert_eq!(found.types, expected.types, "{what}: types");
        assert_eq!(found.histogram, expected.histogram, "{what}: histogram");
        assert!(found.distinct == expected.distinct, "{what}: distinct");
        let (Some(one), Some(next)) = (found.figures, expected.figures) else {
            assert_eq!(found.figures, expected.figures, "{what}: figures");
            continue;
        };
        let figures = |of: Figures| (of.count, of.min(), of.max());
        assert_eq!(figures(one), figures(next), "{what}: figures");
        let error = (one.sum() - next.sum()).abs();
        assert!(error <= 1e-9 * next.sum().abs().max(1.0), "{what}: {} {}", one.sum(), next.sum());
    }
}
