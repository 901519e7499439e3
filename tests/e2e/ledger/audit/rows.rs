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
    pub status: Status,
    pub input_tokens: Option<i64>,
    pub output_tokens: Option<i64>,
}

#[derive(Debug, FromRow)]
pub struct LogRow {
    #[sqlx(flatten)]
    pub record: RecordRow,
}

#[derive(Debug, FromRow)]
pub struct EventRow {
    #[sqlx(flatten)]
    pub record: RecordRow,
}

/// What log records and events are told by.
#[derive(Debug, FromRow)]
pub struct RecordRow {
    pub project_id: i32,
    pub trace_id: Option<Uuid>,
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

impl Stored {
    pub fn read(database: &mut Database) -> Self {
        database.execute("begin isolation level repeatable read");
        let spans = database.rows(
            "select project_id, trace_id, span_id, parent_span_id, start_ns, end_ns, start_guessed, \
             status, input_tokens, output_tokens from spans order by project_id, trace_id",
        );
        let logs =
            database.rows("select project_id, trace_id, body::jsonb #>> '{}' as text from logs");
        let events = database.rows(
            "select project_id, trace_id, properties::jsonb ->> 'text' as text \
             from events",
        );
        let scores = database
            .rows("select project_id, trace_id, span_id, number::bigint as value from scores");
        let executions: Vec<ExecutionRow> = database.rows(
            "select project_id, trace_id, span_count, error_count, input_tokens, output_tokens, \
             total_tokens, start_ns, last_start_ns, end_ns, duration_ns, root_span_id, status \
             from executions",
        );
        database.execute("commit");
        let executions =
            executions.into_iter().map(|row| ((row.project_id, row.trace_id), row)).collect();
        Self { spans, logs, events, scores, executions }
    }
}
