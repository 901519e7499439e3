//! What rollups know, brought into a tally.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use farol_model::{
    Scalar,
    metrics::{Cell, Condition, Figure, Measure, Question, Tally},
    rollup::{Figures, NumberHistogram, RollupValue, TypeCounts},
};
use sqlx::PgConnection;

use super::{
    MetricsQuery,
    pieces::{Pieces, start_of},
    plan::Plan,
};
use crate::{
    StorageError,
    events::{RollupQuestion, RollupRow, read_rollups},
};

/// Adds what rollups know of a question to a tally; returns the quarters that only rows can tell of.
pub(super) async fn add_rollups(
    connection: &mut PgConnection,
    query: &MetricsQuery<'_>,
    name: &str,
    plan: Plan<'_>,
    pieces: &Pieces,
    tally: &mut Tally<'_>,
) -> Result<Vec<Range<i64>>, StorageError> {
    let mut reading = Reading { query, name, plan, quarters: &pieces.quarters };
    let (mut known, mut left) = reading.read(connection, &pieces.cuts).await?;
    let mut cuts = pieces.cuts.clone();
    if !left.is_empty() && plan.wanted().len() > 1 {
        // The answers have to be about the same time before they can be held together.
        cuts.extend(left.iter().flat_map(|of| [of.start, of.end]));
        cuts.retain(|cut| pieces.quarters.start < *cut && *cut < pieces.quarters.end);
        cuts.sort_unstable();
        cuts.dedup();
        (known, left) = reading.read(connection, &cuts).await?;
    }
    let is_left = |quarter: i64, left: &[Range<i64>]| left.iter().any(|of| of.contains(&quarter));
    left.extend(pieces.parted.iter().map(|&quarter| quarter..quarter + 1));
    for (quarter, known) in known {
        let is_alone = plan.wanted().len() == 1;
        if pieces.parted.contains(&quarter) || (!is_alone && is_left(quarter, &left)) {
            continue;
        }
        let known = Known { question: query.question, quarter, answers: known };
        if !known.add_to(plan, tally) {
            let end = cuts.iter().find(|cut| **cut > quarter).copied();
            left.push(quarter..end.unwrap_or(pieces.quarters.end));
        }
    }
    Ok(left)
}

struct Reading<'r> {
    query: &'r MetricsQuery<'r>,
    name: &'r str,
    plan: Plan<'r>,
    quarters: &'r Range<i64>,
}

/// The rows of each question that a plan asks, by the quarter at which they begin.
type Answers = BTreeMap<i64, Vec<Vec<RollupRow>>>;

impl Reading<'_> {
    /// Asks all that a plan asks; tells, too, what could not be answered.
    async fn read(
        &mut self,
        connection: &mut PgConnection,
        cuts: &[i64],
    ) -> Result<(Answers, Vec<Range<i64>>), StorageError> {
        let wanted = self.plan.wanted();
        let mut answers = Answers::new();
        let mut left = Vec::new();
        for (place, wanted_now) in wanted.iter().enumerate() {
            let question = RollupQuestion {
                project_id: self.query.project_id,
                name: self.name,
                agent: self.query.agent,
                quarters: self.quarters.clone(),
                cuts,
                wanted: *wanted_now,
            };
            let answer = read_rollups(connection, &question).await?;
            for row in answer.rows {
                let none = || vec![Vec::new(); wanted.len()];
                answers.entry(row.quarter).or_insert_with(none)[place].push(row);
            }
            left.extend(answer.unanswered);
        }
        Ok((answers, left))
    }
}

/// What rollups know of the time between two cuts.
struct Known<'q> {
    question: &'q Question,
    quarter: i64,
    /// In the order of what was wanted.
    answers: Vec<Vec<RollupRow>>,
}

impl Known<'_> {
    /// Adds it to a tally; says no, and adds nothing, where rows have to be read.
    fn add_to(&self, plan: Plan<'_>, tally: &mut Tally<'_>) -> bool {
        let time = start_of(self.quarter);
        match plan {
            Plan::Count => tally.add_events(time, &[], self.count(0)),
            Plan::Presence(property) => {
                let present = self.types(1).total();
                tally.add_events(time, &[(property.into(), Scalar::Other)], present);
                tally.add_events(time, &[], self.count(0).saturating_sub(present));
            }
            Plan::Values(property) => self.add_values(property, tally),
            Plan::Pairs(one, other) => return self.add_pairs([one, other], tally),
            Plan::Numbers { property, by: None, .. } => {
                tally.skip(wrong(&self.types(0)));
                let cell = self.cell(self.answers[1].first());
                tally.add_measured(time, &[(property.into(), Scalar::Other)], &cell);
            }
            Plan::Numbers { property, by: Some(by), .. } => {
                return self.add_numbers(property, by, tally);
            }
            Plan::Distinct(property) => {
                tally.skip(self.types(0).others);
                let cell = self.cell(self.answers[1].first());
                tally.add_measured(time, &[(property.into(), Scalar::Other)], &cell);
            }
        }
        true
    }

    fn add_values(&self, property: &str, tally: &mut Tally<'_>) {
        let (time, types) = (start_of(self.quarter), self.types(1));
        for (value, count) in self.values(2) {
            tally.add_events(time, &[(property.into(), scalar(value))], count);
        }
        tally.add_events(time, &[(property.into(), Scalar::Other)], types.others);
        tally.add_events(time, &[], self.count(0).saturating_sub(types.total()));
    }

    fn add_pairs(&self, [one, other]: [&str; 2], tally: &mut Tally<'_>) -> bool {
        let time = start_of(self.quarter);
        let others = self.types(1).others + self.types(2).others;
        if others > 0 && self.asks_whether_there() {
            return false;
        }
        // Events that have one of the properties alone are all that have it, less those with both.
        let mut alone: [BTreeMap<&RollupValue, u64>; 2] =
            [self.values(3).collect(), self.values(4).collect()];
        let mut left = self.count(0).saturating_sub(alone[0].values().sum());
        for row in &self.answers[5] {
            let (Some(value), Some(with)) = (&row.value, &row.with) else { continue };
            let pair = [(one.into(), scalar(value)), (other.into(), scalar(with))];
            tally.add_events(time, &pair, row.count);
            for (alone, value) in alone.iter_mut().zip([value, with]) {
                if let Some(count) = alone.get_mut(value) {
                    *count = count.saturating_sub(row.count);
                }
            }
        }
        left = left.saturating_sub(alone[1].values().sum());
        for (name, alone) in [one, other].into_iter().zip(alone) {
            for (value, count) in alone {
                tally.add_events(time, &[(name.into(), scalar(value))], count);
            }
        }
        tally.add_events(time, &[], left);
        true
    }

    fn add_numbers(&self, property: &str, by: &str, tally: &mut Tally<'_>) -> bool {
        let time = start_of(self.quarter);
        let is_filtered = self.question.filters.iter().any(|filter| filter.property != property);
        let wrong = wrong(&self.types(3));
        let is_unclear = self.types(1).others > 0 && self.asks_whether_there();
        // Whose values have the wrong type is not known.
        if is_unclear || (is_filtered && wrong > 0) {
            return false;
        }
        let whole = self.answers[4].first();
        let rest = self.rest(whole, &self.answers[5]);
        let is_wanted = rest.is_some() && tally.wants(&measured(property, by, None));
        let extreme = matches!(self.question.measure, Measure::Of(Figure::Least | Figure::Most, _));
        if is_wanted && extreme {
            return false;
        }
        tally.skip(wrong);
        let mut left = self.count(0);
        for (value, count) in self.values(2) {
            left = left.saturating_sub(count);
            tally.add_events(time, &[(by.into(), scalar(value))], count);
        }
        tally.add_events(time, &[], left);
        for row in &self.answers[5] {
            tally.add_measured(
                time,
                &measured(property, by, row.value.as_ref()),
                &self.cell(Some(row)),
            );
        }
        if let Some(rest) = rest {
            tally.add_measured(time, &measured(property, by, None), &rest);
        }
        true
    }

    /// What the numbers come to that stand under none of the values; `None` where there are no such numbers.
    fn rest(&self, whole: Option<&RollupRow>, parts: &[RollupRow]) -> Option<Cell> {
        let mut known = Cell::empty(&self.question.measure);
        for part in parts {
            known.merge(&self.cell(Some(part)));
        }
        match (self.cell(whole), known) {
            (Cell::Figures(all), Cell::Figures(known)) => {
                (all.count > known.count).then(|| Cell::Figures(all.without(&known)))
            }
            (Cell::Histogram(all), Cell::Histogram(known)) => {
                let rest = all.without(&known);
                (!rest.is_empty()).then_some(Cell::Histogram(rest))
            }
            _ => None,
        }
    }

    /// Whether a condition tells a list or an object from nothing at all.
    fn asks_whether_there(&self) -> bool {
        let matching = match &self.question.measure {
            Measure::Rate(filter) => Some(filter),
            _ => None,
        };
        let mut filters = self.question.filters.iter().chain(matching);
        filters.any(|filter| matches!(filter.condition, Condition::Exists(_)))
    }

    fn count(&self, place: usize) -> u64 {
        self.answers[place].iter().map(|row| row.count).sum()
    }

    fn types(&self, place: usize) -> TypeCounts {
        self.answers[place].first().and_then(|row| row.types).unwrap_or_default()
    }

    fn values(&self, place: usize) -> impl Iterator<Item = (&RollupValue, u64)> {
        self.answers[place].iter().filter_map(|row| Some((row.value.as_ref()?, row.count)))
    }

    /// The measure of a row.
    fn cell(&self, row: Option<&RollupRow>) -> Cell {
        let mut cell = Cell::empty(&self.question.measure);
        let Some(row) = row else { return cell };
        match &mut cell {
            Cell::Figures(figures) => *figures = row.figures.unwrap_or_else(Figures::default),
            Cell::Histogram(histogram) => {
                *histogram = row.histogram.clone().unwrap_or_else(NumberHistogram::default);
            }
            Cell::Distinct(distinct) => *distinct = row.distinct.clone().unwrap_or_default(),
            Cell::Count(_) | Cell::Rate { .. } => {}
        }
        cell
    }
}

/// The properties of events that have the measured one, and perhaps a value of another.
fn measured<'p>(
    property: &'p str,
    by: &'p str,
    value: Option<&'p RollupValue>,
) -> Vec<(Cow<'p, str>, Scalar<'p>)> {
    let mut scalars = vec![(Cow::Borrowed(property), Scalar::Other)];
    scalars.extend(value.map(|value| (Cow::Borrowed(by), scalar(value))));
    scalars.sort_by(|one, next| one.0.cmp(&next.0));
    scalars
}

/// Values that cannot be measured as numbers.
const fn wrong(types: &TypeCounts) -> u64 {
    types.texts + types.booleans + types.others
}

fn scalar(value: &RollupValue) -> Scalar<'_> {
    match value {
        RollupValue::Text(text) => Scalar::Text(Cow::Borrowed(text)),
        RollupValue::Number(number) => Scalar::Number(*number),
        RollupValue::Boolean(value) => Scalar::Boolean(*value),
    }
}
