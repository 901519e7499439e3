//! Scores read: those of an execution, which names there are, and one taken away.

use chrono::{DateTime, Utc};
use farol_model::{ScoreKind, ScoreValue, SpanId, TraceId, UnixNano};
use serde_json::json;
use sqlx::{Connection, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{AuditEntry, Origin, StorageError, executions::push_any, record_audit};

/// A score as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreRow {
    pub trace_id: TraceId,
    /// Its name within the trace.
    pub id: i64,
    pub span_id: Option<SpanId>,
    pub name: String,
    pub source: String,
    pub value: ScoreValue,
    pub comment: Option<String>,
    pub time: UnixNano,
}

/// Which scores of an execution; every condition must hold.
#[derive(Clone, Debug, Default)]
pub struct ScoreFilter {
    pub project_id: i32,
    pub traces: Vec<TraceId>,
    pub span_id: Option<SpanId>,
    pub names: Vec<String>,
    pub sources: Vec<String>,
    pub after: Option<ScoreCursor>,
    pub limit: i64,
}

/// A place in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreCursor {
    pub time: UnixNano,
    pub trace_id: TraceId,
    pub id: i64,
}

/// A name that scores have.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreName {
    pub name: String,
    /// Of the newest.
    pub kind: ScoreKind,
    pub count: i64,
    pub last_time: UnixNano,
}

impl ScoreRow {
    pub const fn cursor(&self) -> ScoreCursor {
        ScoreCursor { time: self.time, trace_id: self.trace_id, id: self.id }
    }
}

const COLUMNS: &str = "trace_id, id, span_id, name, source, kind, number, label, comment, time_ns";

/// Reads a page of an execution's scores, in the order of time.
pub async fn list_scores(
    connection: &mut PgConnection,
    filter: &ScoreFilter,
) -> Result<Vec<ScoreRow>, StorageError> {
    let traces: Vec<Uuid> = filter.traces.iter().map(|trace| trace.0).collect();
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS).push(" from scores where project_id = ").push_bind(filter.project_id);
    query.push(" and trace_id = any(").push_bind(traces).push(")");
    if let Some(span_id) = filter.span_id {
        query.push(" and span_id = ").push_bind(span_id.to_i64());
    }
    push_any(&mut query, "name", filter.names.clone());
    push_any(&mut query, "source", filter.sources.clone());
    if let Some(ScoreCursor { time, trace_id, id }) = filter.after {
        query.push(" and (time_ns, trace_id, id) > (").push_bind(time.0);
        query.push(", ").push_bind(trace_id.0).push(", ").push_bind(id).push(")");
    }
    query.push(" order by time_ns, trace_id, id limit ").push_bind(filter.limit);
    let rows = query.build().fetch_all(connection).await?;
    let scores: sqlx::Result<Vec<ScoreRow>> = rows.iter().map(score).collect();
    Ok(scores?)
}

fn score(row: &PgRow) -> sqlx::Result<ScoreRow> {
    let kind = ScoreKind::from_code(row.try_get(5)?);
    let value = ScoreValue::of_parts(kind, row.try_get(6)?, row.try_get(7)?);
    Ok(ScoreRow {
        trace_id: TraceId(row.try_get(0)?),
        id: row.try_get(1)?,
        span_id: row.try_get::<Option<i64>, _>(2)?.map(SpanId::from_i64),
        name: row.try_get(3)?,
        source: row.try_get(4)?,
        value: value.unwrap_or(ScoreValue::Label(String::new())),
        comment: row.try_get(8)?,
        time: UnixNano(row.try_get(9)?),
    })
}

/// Lists the names that a project's scores have, in the order of names, from behind the one that is named.
pub async fn list_score_names(
    connection: &mut PgConnection,
    project_id: i32,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<ScoreName>, StorageError> {
    // From name to name through the index, so that it costs by the names, and by what is counted of each.
    let rows = sqlx::query!(
        r#"with recursive names as (
            (select name from scores where project_id = $1 and ($2::text is null or name > $2)
            order by name limit 1)
            union all
            select (select next.name from scores as next
                where next.project_id = $1 and next.name > names.name order by next.name limit 1)
            from names where names.name is not null
        )
        select names.name as "name!", newest.kind as "kind!", newest.time_ns as "time_ns!",
            (select count(*) from scores where project_id = $1 and name = names.name) as "count!"
        from (select name from names where name is not null limit $3) as names
        cross join lateral (select kind, time_ns from scores
            where project_id = $1 and name = names.name order by time_ns desc limit 1) as newest
        order by names.name"#,
        project_id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let names = rows.into_iter().map(|row| ScoreName {
        name: row.name,
        kind: ScoreKind::from_code(row.kind),
        count: row.count,
        last_time: UnixNano(row.time_ns),
    });
    Ok(names.collect())
}

/// Deletes a score; says whether there was such a one. Makes its own transaction.
pub async fn delete_score(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    trace_id: TraceId,
    id: i64,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    let deleted = sqlx::query!(
        "delete from scores where project_id = $1 and trace_id = $2 and id = $3
        returning span_id, execution_id, name, source, number, label, comment, time_ns",
        project_id,
        trace_id.0,
        id,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(score) = deleted else { return Ok(false) };
    let time: DateTime<Utc> = DateTime::from_timestamp_nanos(score.time_ns);
    let before = json!({
        "executionId": score.execution_id.unwrap_or_else(|| trace_id.to_string()),
        "spanId": score.span_id.map(|id| SpanId::from_i64(id).to_string()),
        "name": score.name, "source": score.source, "number": score.number, "label": score.label,
        "comment": score.comment, "timestamp": time,
    });
    let entry = AuditEntry {
        target: Some(&score.name),
        project_id: Some(project_id),
        before: Some(before),
        ..AuditEntry::new(origin, "score.deleted")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(true)
}
