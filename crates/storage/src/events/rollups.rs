//! What rollups answer.

mod answer;
mod read;

use std::ops::Range;

use farol_model::rollup::{
    Distinct, Figures, Kind, NumberHistogram, RollupValue, SeriesName, TypeCounts,
};
use sqlx::PgConnection;

use self::read::read_stored;
pub(super) use self::{answer::answer, read::Stored};
use crate::StorageError;

/// A question that rollups may answer, of the events of one name.
#[derive(Clone, Debug)]
pub struct RollupQuestion<'a> {
    pub project_id: i32,
    pub name: &'a str,
    /// Those of one agent; `None`: all.
    pub agent: Option<&'a str>,
    /// Quarters of an hour since 1970, whole.
    pub quarters: Range<i64>,
    /// Quarters, in order, at which another answer begins.
    pub cuts: &'a [i64],
    pub wanted: Wanted<'a>,
}

/// What is to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// How many events there are.
    Count,
    /// How many values of a property are of each type.
    Types { property: &'a str },
    /// How many events have each of a property's values.
    Values { property: &'a str },
    /// What the numbers of a property come to, all or under each value of another.
    Figures { property: &'a str, by: Option<&'a str> },
    /// The same, for percentiles.
    Histogram { property: &'a str, by: Option<&'a str> },
    /// The values of a property that differ.
    Distinct { property: &'a str },
    /// How many events have each pair of values of two properties.
    Pairs { property: &'a str, with: &'a str },
}

/// What is known of the time between two cuts, or of one value in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RollupRow {
    /// The quarter at which the time between the cuts begins: a cut, or where the question begins.
    pub quarter: i64,
    /// Of `property` for values and pairs, else of `by`. Events that have none are in no row.
    pub value: Option<RollupValue>,
    /// Of `with`.
    pub with: Option<RollupValue>,
    /// Of count, values and pairs.
    pub count: u64,
    pub types: Option<TypeCounts>,
    pub figures: Option<Figures>,
    pub histogram: Option<NumberHistogram>,
    pub distinct: Option<Distinct>,
}

/// What rollups know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RollupAnswer {
    /// In the order of quarters and values, each but once; none of what is `unanswered`.
    pub rows: Vec<RollupRow>,
    /// Quarters of the question that only the rows can answer, in order: a property has too many values
    /// on a day, or more was sent than rollups hold.
    pub unanswered: Vec<Range<i64>>,
}

/// Reads what rollups know of a question, events included that were committed just now. Where several
/// questions are to see the same events, the connection is in a snapshot.
pub async fn read_rollups(
    connection: &mut PgConnection,
    question: &RollupQuestion<'_>,
) -> Result<RollupAnswer, StorageError> {
    if question.quarters.is_empty() {
        return Ok(RollupAnswer::default());
    }
    let stored = read_stored(connection, question).await?;
    Ok(answer(question, &stored))
}

impl<'a> Wanted<'a> {
    /// The series that tells it.
    pub(super) fn series(self) -> SeriesName<'a> {
        let of = |kind, property| SeriesName { kind, property, with: "" };
        match self {
            Self::Count => of(Kind::Count, ""),
            Self::Types { property } => of(Kind::Types, property),
            Self::Values { property } => of(Kind::Values, property),
            Self::Distinct { property } => of(Kind::Distinct, property),
            Self::Figures { property, by: None } => of(Kind::Figures, property),
            Self::Histogram { property, by: None } => of(Kind::Histogram, property),
            Self::Figures { property, by: Some(with) } => {
                SeriesName { kind: Kind::FiguresBy, property, with }
            }
            Self::Histogram { property, by: Some(with) } => {
                SeriesName { kind: Kind::HistogramBy, property, with }
            }
            Self::Pairs { property, with } => {
                let (property, with) = (property.min(with), property.max(with));
                SeriesName { kind: Kind::Pairs, property, with }
            }
        }
    }

    /// Whether the values of the series come the other way round.
    fn is_swapped(self) -> bool {
        matches!(self, Self::Pairs { property, with } if property > with)
    }
}
