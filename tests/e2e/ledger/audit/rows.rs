//! What is stored, read past Farol.

use std::collections::HashMap;

use farol_tests::database::Database;
use sqlx::FromRow;
use sqlx::types::Uuid;

use crate::ledger::parcel::Status;

/// Everything at one moment.
#[derive(Debug)]
pub struct Stored {
    /// In the order of their traces.
    pub spans: Vec<SpanRow>,
    pub logs: Vec<LogRow>,
    pub events: Vec<EventRow>,
    pub scores: Vec<ScoreRow>,
    pub statistics: Vec<StatisticsRow>,
    pub log_counts: Vec<LogCountRow>,
    pub executions: HashMap<(i32, Uuid), ExecutionRow>,
}

#[derive(Debug, FromRow)]
pub struct SpanRow {
    pub project_id: i32,
    pub trace_id: Uuid,
    pub span_id: i64,
    pub parent_span_id: Option<i64>,
    pub start_ns: i64,
    pub end_ns: i64,
    pub start_guessed: Option<bool>,
    #[sqlx(rename = "type")]
    pub span_type: i16,
    pub status: Status,
    pub input_tokens: Option<i64>,
    pub output_tokens: Option<i64>,
}

#[derive(Debug, FromRow)]
pub struct LogRow {
    #[sqlx(flatten)]
    pub record: RecordRow,
    pub level: i16,
}

#[derive(Debug, FromRow)]
pub struct EventRow {
    #[sqlx(flatten)]
    pub record: RecordRow,
    pub name: String,
    pub seconds: f64,
}

/// What log records and events are told by.
#[derive(Debug, FromRow)]
pub struct RecordRow {
    pub project_id: i32,
    pub trace_id: Option<Uuid>,
    pub time_ns: i64,
    pub text: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct ScoreRow {
    pub project_id: i32,
    pub trace_id: Uuid,
    pub span_id: Option<i64>,
    pub value: i64,
}

#[derive(Debug, FromRow)]
pub struct ExecutionRow {
    pub project_id: i32,
    pub trace_id: Uuid,
    #[sqlx(flatten)]
    pub sum: Sum,
}

/// What a summary says, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Sum {
    pub span_count: i64,
    pub error_count: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub total_tokens: i64,
    pub start_ns: i64,
    pub last_start_ns: i64,
    pub end_ns: Option<i64>,
    pub duration_ns: Option<i64>,
    pub root_span_id: Option<i64>,
    pub status: Status,
}

#[derive(Debug, FromRow)]
pub struct StatisticsRow {
    #[sqlx(flatten)]
    pub key: StatisticsKey,
    #[sqlx(flatten)]
    pub figures: Figures,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct StatisticsKey {
    pub project_id: i32,
    /// Since 1970.
    pub hour: i32,
    #[sqlx(rename = "type")]
    pub span_type: i16,
    pub is_root: bool,
}

/// What spans come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Figures {
    pub spans: i64,
    pub errors: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub total_tokens: i64,
}

#[derive(Debug, FromRow)]
pub struct LogCountRow {
    #[sqlx(flatten)]
    pub key: LogCountKey,
    pub count: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct LogCountKey {
    pub project_id: i32,
    /// Of the bucket, in minutes.
    pub width: i32,
    /// The first one of the bucket, since 1970.
    pub minute: i32,
    pub level: i16,
}

impl Stored {
    pub fn read(database: &mut Database) -> Self {
        database.execute("begin isolation level repeatable read");
        let spans = database.rows(
            "select project_id, trace_id, span_id, parent_span_id, start_ns, end_ns, start_guessed, \
             type, status, input_tokens, output_tokens from spans order by project_id, trace_id",
        );
        let logs = database.rows(
            "select project_id, trace_id, time_ns, body::jsonb #>> '{}' as text, \
             coalesce(level, 0::smallint) as level from logs",
        );
        let events = database.rows(
            "select project_id, trace_id, time_ns, properties::jsonb ->> 'text' as text, name, \
             (properties::jsonb ->> 'seconds')::float8 as seconds from events",
        );
        let scores = database
            .rows("select project_id, trace_id, span_id, number::bigint as value from scores");
        let executions: Vec<ExecutionRow> = database.rows(
            "select project_id, trace_id, span_count, error_count, input_tokens, output_tokens, \
             total_tokens, start_ns, last_start_ns, end_ns, duration_ns, root_span_id, status \
             from executions",
        );
        let statistics = database.rows(
            "select project_id, hour, type, is_root, sum(spans)::bigint as spans, \
             sum(errors)::bigint as errors, sum(input_tokens)::bigint as input_tokens, \
             sum(output_tokens)::bigint as output_tokens, \
             sum(total_tokens)::bigint as total_tokens \
             from (table statistics union all table statistics_deltas) as all_of_them \
             group by project_id, hour, type, is_root",
        );
        let log_counts = database.rows(
            "select project_id, width, minute, level, sum(count)::bigint as count from ( \
             select project_id, width::integer, minute, level, count from log_counts \
             union all \
             select project_id, width, minute / width * width, level, count \
             from log_count_deltas cross join unnest(array[1, 15, 60]) as width \
             ) as all_of_them group by project_id, width, minute, level",
        );
        database.execute("commit");
        let executions =
            executions.into_iter().map(|row| ((row.project_id, row.trace_id), row)).collect();
        Self { spans, logs, events, scores, statistics, log_counts, executions }
    }
}
