//! Scores written, many in one statement.

use std::collections::BTreeMap;

use farol_model::Score;
use sqlx::PgConnection;

use crate::{StorageError, WriteRequest};

/// Scores that one statement writes.
const BATCH: usize = 5_000;

/// Writes the scores of all requests; one that is there already is replaced, unless it came later.
/// They go in by their keys, so that two writers wait for each other in one direction only.
pub(crate) async fn write_scores(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
) -> Result<(), StorageError> {
    let mut newest: BTreeMap<_, &Score> = BTreeMap::new();
    for request in requests {
        for score in &request.scores {
            let key = (request.project_id, score.trace_id, score.id());
            let held = newest.entry(key).or_insert(score);
            if held.arrival <= score.arrival {
                *held = score;
            }
        }
    }
    let all: Vec<_> = newest.into_iter().collect();
    for batch in all.chunks(BATCH) {
        insert(connection, batch).await?;
    }
    Ok(())
}

type Keyed<'a> = ((i32, farol_model::TraceId, i64), &'a Score);

async fn insert(connection: &mut PgConnection, scores: &[Keyed<'_>]) -> Result<(), StorageError> {
    macro_rules! column {
        ($of:expr) => {
            &scores.iter().map($of).collect::<Vec<_>>()
        };
    }
    sqlx::query!(
        "insert into scores (project_id, trace_id, id, span_id, execution_id, name, source, kind,
            number, label, comment, time_ns, arrival)
        select * from unnest($1::int[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[],
            $6::text[], $7::text[], $8::smallint[], $9::float8[], $10::text[], $11::text[],
            $12::bigint[], $13::bigint[])
        on conflict (project_id, trace_id, id) do update set
            span_id = excluded.span_id, execution_id = excluded.execution_id,
            name = excluded.name, source = excluded.source, kind = excluded.kind,
            number = excluded.number, label = excluded.label, comment = excluded.comment,
            time_ns = excluded.time_ns, arrival = excluded.arrival
        where scores.arrival <= excluded.arrival",
        column!(|((project_id, _, _), _)| *project_id),
        column!(|((_, trace_id, _), _)| trace_id.0),
        column!(|((_, _, id), _)| *id),
        column!(|(_, score)| score.span_id.map(farol_model::SpanId::to_i64)) as &[Option<i64>],
        column!(|(_, score)| score.execution_id.as_deref()) as &[Option<&str>],
        column!(|(_, score)| score.name.as_str()) as &[&str],
        column!(|(_, score)| score.source.as_str()) as &[&str],
        column!(|(_, score)| score.value.kind().code()),
        column!(|(_, score)| score.value.number()) as &[Option<f64>],
        column!(|(_, score)| score.value.label()) as &[Option<&str>],
        column!(|(_, score)| score.comment.as_deref()) as &[Option<&str>],
        column!(|(_, score)| score.time.0),
        column!(|(_, score)| score.arrival),
    )
    .execute(connection)
    .await?;
    Ok(())
}
