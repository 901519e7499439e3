//! Summaries written, many in one statement: one array for each column, unnested.

use std::sync::LazyLock;

use farol_model::{Execution, SpanId, Summary};
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row, postgres::PgArguments, query::Query};
use uuid::Uuid;

use super::Key;
use crate::StorageError;

/// Bytes that a text may have in an indexed column: an index entry holds 2,704.
const INDEXED_LENGTH: usize = 512;

/// Stands between models while they travel as one text.
const SEPARATOR: &str = "\u{1f}";

/// Inserts summaries of traces that are new, in the order given, which must be that of their keys:
/// so two writers wait for each other in one direction only. Returns the keys that were new.
///
/// A trace that another writer is just inserting is waited for, and then is not new.
pub(crate) async fn insert_executions(
    connection: &mut PgConnection,
    executions: &[(i32, Execution)],
) -> Result<Vec<Key>, StorageError> {
    static INSERT: LazyLock<String> = LazyLock::new(|| {
        format!(
            "insert into executions ({}) select {} from {} \
             on conflict do nothing returning project_id, trace_id",
            names(""),
            names("new."),
            unnested(),
        )
    });
    let query = sqlx::query(AssertSqlSafe(INSERT.as_str()));
    let rows = Columns::of(executions).bind(query).fetch_all(connection).await?;
    let new: sqlx::Result<Vec<Key>> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect();
    Ok(new?)
}

/// Replaces summaries that are there, whose rows the caller has locked.
pub(crate) async fn update_executions(
    connection: &mut PgConnection,
    executions: &[(i32, Execution)],
) -> Result<(), StorageError> {
    static UPDATE: LazyLock<String> = LazyLock::new(|| {
        format!(
            "update executions set ({}) = row({}) from {} \
             where executions.project_id = new.project_id and executions.trace_id = new.trace_id",
            names(""),
            names("new."),
            unnested(),
        )
    });
    let query = sqlx::query(AssertSqlSafe(UPDATE.as_str()));
    Columns::of(executions).bind(query).execute(connection).await?;
    Ok(())
}

/// Keeps the traces that a caller's own execution id covers; in key order, as everything.
pub(crate) async fn insert_aliases(
    connection: &mut PgConnection,
    executions: &[(i32, Execution)],
) -> Result<(), StorageError> {
    let (mut projects, mut aliases, mut traces) = (Vec::new(), Vec::new(), Vec::new());
    for (project_id, execution) in executions {
        if let Some(alias) = &execution.summary.execution_id {
            projects.push(*project_id);
            aliases.push(indexed(alias));
            traces.push(execution.trace_id.0);
        }
    }
    if aliases.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into execution_aliases (project_id, alias, trace_id)
        select * from unnest($1::int[], $2::text[], $3::uuid[]) order by 1, 2, 3
        on conflict do nothing",
        &projects,
        &aliases,
        &traces,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Cuts a text to what an index takes, at a character's end.
pub(crate) fn indexed(text: &str) -> String {
    text[..text.floor_char_boundary(INDEXED_LENGTH)].to_owned()
}

/// The columns, each behind a prefix; `models` is last, and unpacked where it is read.
fn names(prefix: &str) -> String {
    let mut names: Vec<String> =
        COLUMNS.iter().map(|(column, _)| format!("{prefix}{column}")).collect();
    names.push(match prefix {
        "" => "models".to_owned(),
        _ => format!("string_to_array({prefix}models, e'\\x1f')"),
    });
    names.join(", ")
}

fn unnested() -> String {
    let arrays: Vec<String> = COLUMNS
        .iter()
        .map(|(_, kind)| *kind)
        .chain(["text"])
        .enumerate()
        .map(|(index, kind)| format!("${}::{kind}[]", index + 1))
        .collect();
    let names: Vec<&str> = COLUMNS.iter().map(|(column, _)| *column).chain(["models"]).collect();
    format!("unnest({}) as new({})", arrays.join(", "), names.join(", "))
}

macro_rules! columns {
    ($($column:ident $name:literal $sql:literal: $type:ty = $value:expr;)+) => {
        /// One array for each column.
        #[derive(Default)]
        struct Columns {
            $($column: Vec<$type>,)+
            models: Vec<String>,
        }

        /// Names and SQL types.
        const COLUMNS: &[(&str, &str)] = &[$(($name, $sql),)+];

        impl Columns {
            fn of(executions: &[(i32, Execution)]) -> Self {
                let mut columns = Self::default();
                for (project_id, execution) in executions {
                    let row = Source { project_id: *project_id, execution, summary: &execution.summary };
                    $(columns.$column.push($value(&row));)+
                    columns.models.push(execution.summary.models.join(SEPARATOR));
                }
                columns
            }

            fn bind(self, query: Query<'_, Postgres, PgArguments>) -> Query<'_, Postgres, PgArguments> {
                query$(.bind(self.$column))+.bind(self.models)
            }
        }
    };
}

/// What a column's value is read from.
struct Source<'a> {
    project_id: i32,
    execution: &'a Execution,
    summary: &'a Summary,
}

type Text = Option<String>;

fn id(text: &Text) -> Text {
    text.as_deref().map(indexed)
}

columns! {
    project_id "project_id" "int": i32 = |of: &Source| of.project_id;
    trace_id "trace_id" "uuid": Uuid = |of: &Source| of.execution.trace_id.0;
    start "start_ns" "bigint": i64 = |of: &Source| of.summary.start.0;
    last_start "last_start_ns" "bigint": i64 = |of: &Source| of.summary.last_start.0;
    end "end_ns" "bigint": Option<i64> = |of: &Source| of.summary.end.map(|end| end.0);
    duration "duration_ns" "bigint": Option<i64> = |of: &Source| of.summary.duration();
    arrival "arrival" "bigint": i64 = |of: &Source| of.summary.arrival;
    last_arrival "last_arrival" "bigint": i64 = |of: &Source| of.summary.last_arrival;
    root "root_span_id" "bigint": Option<i64> =
        |of: &Source| of.summary.root_span_id.map(SpanId::to_i64);
    spans "span_count" "bigint": i64 = |of: &Source| of.summary.span_count;
    errors "error_count" "bigint": i64 = |of: &Source| of.summary.error_count;
    messages "message_count" "bigint": i64 = |of: &Source| of.summary.message_count;
    told "told_count" "bigint": i64 = |of: &Source| of.summary.told_count;
    input_tokens "input_tokens" "bigint": i64 = |of: &Source| of.summary.input_tokens;
    output_tokens "output_tokens" "bigint": i64 = |of: &Source| of.summary.output_tokens;
    total_tokens "total_tokens" "bigint": i64 = |of: &Source| of.summary.total_tokens;
    cost "cost" "double precision": Option<f64> = |of: &Source| of.summary.cost;
    span_type "type" "smallint": i16 = |of: &Source| of.summary.span_type.code();
    status "status" "smallint": i16 = |of: &Source| of.summary.status.code();
    estimated "cost_estimated" "boolean": bool = |of: &Source| of.summary.cost_estimated;
    versions "has_versions" "boolean": bool = |of: &Source| of.summary.has_versions;
    name "name" "text": String = |of: &Source| of.summary.name.clone();
    execution_id "execution_id" "text": Text = |of: &Source| id(&of.summary.execution_id);
    agent_id "agent_id" "text": Text = |of: &Source| id(&of.summary.agent_id);
    agent_name "agent_name" "text": Text = |of: &Source| of.summary.agent_name.clone();
    thread_id "thread_id" "text": Text = |of: &Source| id(&of.summary.thread_id);
    session_id "session_id" "text": Text = |of: &Source| id(&of.summary.session_id);
    user_id "user_id" "text": Text = |of: &Source| id(&of.summary.user_id);
    company_id "company_id" "text": Text = |of: &Source| of.summary.company_id.clone();
    entity_type "entity_type" "text": Text = |of: &Source| of.summary.entity_type.clone();
    entity_value "entity_value" "text": Text = |of: &Source| of.summary.entity_value.clone();
    service "service" "text": Text = |of: &Source| of.summary.service.clone();
    model "model" "text": Text = |of: &Source| of.summary.model.clone();
    input_preview "input_preview" "text": Text = |of: &Source| of.execution.input_preview.clone();
    output_preview "output_preview" "text": Text = |of: &Source| of.execution.output_preview.clone();
    error "error" "text": Text = |of: &Source| of.summary.error.clone();
}
