//! Answers from events: from rollups as far as they know, from rows where they do not.

use farol_model::{UnixNano, metrics::Tally, scalars};
use sqlx::{PgConnection, PgTransaction};

use super::{
    MetricsAnswer, MetricsQuery, MetricsSource, Times,
    pieces::{Pieces, joined, quarter_behind, quarter_of, start_of, times_of},
    plan::Plan,
    rollups::add_rollups,
    walk::Walk,
};
use crate::{
    StorageError,
    events::{EventScan, RollupQuestion, Wanted, read_events, read_rollups},
    snapshot::limit_time,
};

/// Answers a question about the events of a name, in a snapshot. Rows before a time are gone.
pub async fn measure_events(
    snapshot: &mut PgTransaction<'_>,
    query: &MetricsQuery<'_>,
    name: &str,
    rows_since: UnixNano,
) -> Result<MetricsAnswer, StorageError> {
    let mut tally = Tally::new(query.question, query.buckets);
    let range = query.buckets.range();
    let (mut source, mut rows) = (MetricsSource::Raw, vec![range.clone()]);
    limit_time(snapshot, query.deadline).await?;
    if let Some(plan) = Plan::of(query.question) {
        let range = widened(snapshot, query, name, range, rows_since).await?;
        let pieces = Pieces::of(&range, query.buckets.starts());
        if !pieces.quarters.is_empty() {
            let left = add_rollups(snapshot, query, name, plan, &pieces, &mut tally).await?;
            if left.is_empty() {
                source = MetricsSource::Rollup;
            }
            rows = pieces.edges;
            rows.extend(left.iter().map(times_of));
        }
    }
    let mut searched_to = None;
    let mut walk = Walk::new(query.deadline);
    for mut range in joined(rows) {
        if range.start < rows_since {
            let gone = range.start..range.end.min(rows_since);
            range.start = gone.end;
            if has_had_events(snapshot, query, name, gone).await? {
                searched_to = Some(rows_since);
            }
        }
        let reached = read_rows(snapshot, query, name, &mut walk, range, &mut tally).await?;
        if reached.is_some() {
            searched_to = reached;
        }
        if searched_to.is_some() {
            break;
        }
    }
    Ok(MetricsAnswer { answer: tally.answer(), source, searched_to })
}

/// A range up to whole quarters of an hour, where nothing lies in them that is not in the range.
async fn widened(
    connection: &mut PgConnection,
    query: &MetricsQuery<'_>,
    name: &str,
    range: Times,
    rows_since: UnixNano,
) -> Result<Times, StorageError> {
    let whole = start_of(quarter_of(range.start))..start_of(quarter_behind(range.end));
    let has_others = sqlx::query!(
        r#"select
            exists (select from events where project_id = $1 and name = $2 and time_ns >= $3 and time_ns < $4)
                as "before!",
            exists (select from events where project_id = $1 and name = $2 and time_ns >= $5 and time_ns < $6)
                as "behind!""#,
        query.project_id,
        name,
        whole.start.0,
        range.start.0,
        range.end.0,
        whole.end.0,
    )
    .fetch_one(connection)
    .await?;
    // Of what is gone nobody can tell.
    let before = has_others.before || whole.start < rows_since;
    let behind = has_others.behind || range.end < rows_since;
    Ok(Times {
        start: if before { range.start } else { whole.start },
        end: if behind { range.end } else { whole.end },
    })
}

/// Whether there were events in a time whose rows are gone, as far as rollups know.
async fn has_had_events(
    connection: &mut PgConnection,
    query: &MetricsQuery<'_>,
    name: &str,
    time: Times,
) -> Result<bool, StorageError> {
    let question = RollupQuestion {
        project_id: query.project_id,
        name,
        agent: query.agent,
        quarters: quarter_of(time.start)..quarter_behind(time.end),
        cuts: &[],
        wanted: Wanted::Count,
    };
    let answer = read_rollups(connection, &question).await?;
    Ok(!answer.unanswered.is_empty() || answer.rows.iter().any(|row| row.count > 0))
}

/// Adds the rows of a time; returns how far it came where time was up.
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
    walk.enter(&range);
    while let Some(mut turn) = walk.turn(snapshot).await? {
        let mut slice = Tally::new(query.question, query.buckets);
        let (of, size) = (turn.range.clone(), turn.size);
        let from = read_events(&mut turn.savepoint, &scan, of, size, |row| {
            let scalars = scalars(row.properties.as_deref(), row.agent_id.as_deref());
            slice.add_event(UnixNano(row.time_ns), &scalars);
        });
        let from = from.await;
        let Some(slice) = walk.end(turn, from.map(|from| (from, slice))).await? else { break };
        tally.merge(slice);
    }
    Ok(walk.searched_to())
}
