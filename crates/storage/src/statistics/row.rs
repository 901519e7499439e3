//! A row of either table.

use std::borrow::Cow;

use farol_model::{Histogram, SpanType, StatisticsKey, Tally};
use sqlx::{FromRow, Row, postgres::PgRow};

/// A key of a project, and what its spans come to.
pub(super) struct StatisticsRow {
    pub(super) project_id: i32,
    pub(super) key: StatisticsKey<'static>,
    pub(super) tally: Tally,
}

// In the order of `STATISTICS_COLUMNS`.
impl FromRow<'_, PgRow> for StatisticsRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let text = |index| row.try_get_unchecked(index).map(|text: String| Cow::Owned(text));
        Ok(Self {
            project_id: row.try_get_unchecked(0)?,
            key: StatisticsKey {
                hour: row.try_get_unchecked::<i32, _>(1)?.into(),
                span_type: SpanType::from_code(row.try_get_unchecked(2)?),
                is_root: row.try_get_unchecked(3)?,
                service: text(4)?,
                agent: text(5)?,
                model: text(6)?,
            },
            tally: Tally {
                spans: row.try_get_unchecked(7)?,
                errors: row.try_get_unchecked(8)?,
                input_tokens: row.try_get_unchecked(9)?,
                output_tokens: row.try_get_unchecked(10)?,
                total_tokens: row.try_get_unchecked(11)?,
                cost: row.try_get_unchecked(12)?,
                priced: row.try_get_unchecked(13)?,
                estimated: row.try_get_unchecked(14)?,
                durations: Histogram::decode(row.try_get_unchecked(15)?),
            },
        })
    }
}
