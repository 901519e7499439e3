//! What a group changes in the statistics, written in its own transaction as rows that are added up
//! later.

use std::collections::{BTreeMap, HashSet};

use farol_model::{Span, StatisticsKey, Tallies, Tally};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    StorageError,
    copy::{RowWriter, copy_rows},
    spans::ProjectSpan,
};

/// The columns in the order in which [`encode`] writes them.
pub(crate) const COLUMNS: &str = "project_id, hour, type, is_root, service, agent, model, spans, errors, \
    input_tokens, output_tokens, total_tokens, cost, priced, estimated, durations";
const COLUMN_COUNT: i16 = 16;

/// What changes, by project.
#[derive(Default)]
pub(crate) struct Deltas<'s>(BTreeMap<i32, Tallies<'s>>);

impl<'s> Deltas<'s> {
    /// A project's.
    pub(crate) fn of(&mut self, project_id: i32) -> &mut Tallies<'s> {
        self.0.entry(project_id).or_default()
    }

    fn rows(&self) -> Vec<TallyRow<'_>> {
        self.0.iter().flat_map(|(project_id, tallies)| rows_of(*project_id, tallies)).collect()
    }
}

/// A row to be written.
pub(crate) type TallyRow<'t> = (i32, &'t StatisticsKey<'t>, &'t Tally);

/// The rows of a project's tallies.
pub(crate) fn rows_of<'t>(
    project_id: i32,
    tallies: &'t Tallies<'_>,
) -> impl Iterator<Item = TallyRow<'t>> {
    tallies.iter().map(move |(key, tally)| (project_id, key, tally))
}

/// Rows that a group wrote and took away: what is stored without the former and with the latter is what
/// was stored before.
#[derive(Clone, Copy, Default)]
pub(crate) struct Change<'c> {
    pub(crate) written: &'c [ProjectSpan<'c>],
    pub(crate) gone: &'c [(i32, Span)],
}

/// A row's identity within a project.
pub(crate) type RowKey = (Uuid, i64, i64);

impl<'c> Change<'c> {
    /// The rows of some of a project's traces that were not there before.
    pub(crate) fn written_keys(
        self,
        project_id: i32,
        is_asked: impl Fn(Uuid) -> bool,
    ) -> HashSet<RowKey> {
        let asked =
            |of: &&ProjectSpan<'_>| of.project_id == project_id && is_asked(of.span.trace_id.0);
        let key = |span: &Span| (span.trace_id.0, span.span_id.to_i64(), span.start.0);
        self.written.iter().filter(asked).map(|of| key(of.span)).collect()
    }

    /// The rows of a trace that are there no more.
    pub(crate) fn gone_of(self, project_id: i32, trace_id: Uuid) -> impl Iterator<Item = &'c Span> {
        let of_trace = move |(project, span): &&(i32, Span)| {
            *project == project_id && span.trace_id.0 == trace_id
        };
        self.gone.iter().filter(of_trace).map(|(_, span)| span)
    }
}

/// Writes what changed.
pub(super) async fn write(
    connection: &mut PgConnection,
    deltas: &Deltas<'_>,
) -> Result<(), StorageError> {
    copy_tallies(connection, "statistics_deltas", &deltas.rows()).await
}

/// Copies tallies into one of the tables.
pub(crate) async fn copy_tallies(
    connection: &mut PgConnection,
    table: &str,
    tallies: &[TallyRow<'_>],
) -> Result<(), StorageError> {
    if tallies.is_empty() {
        return Ok(());
    }
    let mut left = tallies;
    copy_rows(connection, table, COLUMNS, &mut |row| {
        let Some(((project_id, key, tally), rest)) = left.split_first() else { return false };
        encode(row, *project_id, key, tally);
        left = rest;
        true
    })
    .await?;
    Ok(())
}

fn encode(row: &mut RowWriter, project_id: i32, key: &StatisticsKey<'_>, tally: &Tally) {
    row.row(COLUMN_COUNT);
    row.int4(project_id);
    // Times of 64 bits in nanoseconds are within 3 million hours.
    row.int4(i32::try_from(key.hour).unwrap_or_default());
    row.int2(key.span_type.code());
    row.boolean(key.is_root);
    row.text(&key.service);
    row.text(&key.agent);
    row.text(&key.model);
    row.int8(tally.spans);
    row.int8(tally.errors);
    row.int8(tally.input_tokens);
    row.int8(tally.output_tokens);
    row.int8(tally.total_tokens);
    row.float8_or_null(Some(tally.cost));
    row.int8(tally.priced);
    row.int8(tally.estimated);
    row.bytea(&tally.durations.encode());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_columns_is_that_of_their_names() {
        assert_eq!(COLUMNS.split(',').count(), usize::try_from(COLUMN_COUNT).unwrap());
    }
}
