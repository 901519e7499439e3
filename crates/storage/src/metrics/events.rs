//! Answers from events.

use farol_model::{UnixNano, metrics::Tally, scalars};
use sqlx::PgTransaction;

use super::{MetricsAnswer, MetricsQuery, MetricsSource, Times};
use crate::{
    StorageError,
    events::{EventScan, Walk},
};

/// Answers a question about the events of a name, in a snapshot.
pub async fn measure_events(
    snapshot: &mut PgTransaction<'_>,
    query: &MetricsQuery<'_>,
    name: &str,
) -> Result<MetricsAnswer, StorageError> {
    let mut tally = Tally::new(query.question, query.buckets);
    let mut walk = Walk::new(query.deadline);
    let range = query.buckets.range();
    let searched_to = read_rows(snapshot, query, name, &mut walk, range, &mut tally).await?;
    Ok(MetricsAnswer { answer: tally.answer(), source: MetricsSource::Raw, searched_to })
}

/// Adds the rows of a time.
async fn read_rows<'q>(
    snapshot: &mut PgTransaction<'_>,
    query: &MetricsQuery<'q>,
    name: &str,
    walk: &mut Walk,
    range: Times,
    tally: &mut Tally<'q>,
) -> Result<Option<UnixNano>, StorageError> {
    let scan = EventScan {
        project_id: query.project_id,
        name,
        agent: query.agent,
        filters: &query.question.filters,
    };
    walk.read(
        snapshot,
        &scan,
        range,
        || Tally::new(query.question, query.buckets),
        |slice, row| {
            let scalars = scalars(row.properties.as_deref(), row.agent_id.as_deref());
            slice.add_event(UnixNano(row.time_ns), &scalars);
        },
        |slice| tally.merge(slice),
    )
    .await
}
