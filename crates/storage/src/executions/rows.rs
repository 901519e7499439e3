//! Summaries written: copied where nobody else can have them, or many in one statement, one array for each
//! column, unnested.

use std::sync::LazyLock;

use farol_model::{Execution, SpanId, Summary};
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row, postgres::PgArguments, query::Query};

use super::Key;
use crate::{
    StorageError,
    copy::{Field, RowWriter, copy_rows},
};

/// Bytes that a text may have in an indexed column: an index entry holds 2,704.
const INDEXED_LENGTH: usize = 512;

/// Stands between models while they travel as one text.
const SEPARATOR: &str = "\u{1f}";

/// A summary, and the project that it belongs to.
pub(crate) type ProjectExecution<'e> = (i32, &'e Execution);

/// Copies summaries of traces that are new, in the order given, which must be that of their keys; fails
/// with [`StorageError::Duplicate`] where one is there already.
pub(crate) async fn copy_executions(
    connection: &mut PgConnection,
    executions: &[ProjectExecution<'_>],
) -> Result<(), StorageError> {
    static NAMES: LazyLock<String> = LazyLock::new(|| names(""));
    let mut left = executions.iter();
    copy_rows(connection, "executions", &NAMES, &mut |row| {
        left.next().map(|of| encode(row, *of)).is_some()
    })
    .await?;
    Ok(())
}

/// Inserts summaries of traces that may be new, in the order given, which must be that of their keys:
/// so two writers wait for each other in one direction only. Returns the keys that were new.
///
/// A trace that another writer is just inserting is waited for, and then is not new.
pub(crate) async fn insert_executions(
    connection: &mut PgConnection,
    executions: &[ProjectExecution<'_>],
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
    let query = bind(sqlx::query(AssertSqlSafe(INSERT.as_str())), executions);
    let rows = query.fetch_all(connection).await?;
    let new: sqlx::Result<Vec<Key>> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect();
    Ok(new?)
}

/// Replaces summaries that are there, whose rows the caller has locked.
pub(crate) async fn update_executions(
    connection: &mut PgConnection,
    executions: &[ProjectExecution<'_>],
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
    bind(sqlx::query(AssertSqlSafe(UPDATE.as_str())), executions).execute(connection).await?;
    Ok(())
}

/// Keeps the traces that a caller's own execution id covers; in key order, as everything.
pub(crate) async fn insert_aliases(
    connection: &mut PgConnection,
    executions: &[ProjectExecution<'_>],
) -> Result<(), StorageError> {
    let (mut projects, mut aliases, mut traces) = (Vec::new(), Vec::new(), Vec::new());
    for (project_id, execution) in executions {
        if let Some(alias) = &execution.summary.execution_id {
            projects.push(*project_id);
            aliases.push(indexed(alias).to_owned());
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
pub(crate) fn indexed(text: &str) -> &str {
    &text[..text.floor_char_boundary(INDEXED_LENGTH)]
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
    ($of:ident: $($name:literal $sql:literal = $value:expr;)+) => {
        /// Names and SQL types.
        const COLUMNS: &[(&str, &str)] = &[$(($name, $sql),)+];

        /// Binds an array for each column.
        fn bind<'q>(
            query: Query<'q, Postgres, PgArguments>,
            executions: &[ProjectExecution<'q>],
        ) -> Query<'q, Postgres, PgArguments> {
            let models = |of: &ProjectExecution<'_>| of.1.summary.models.join(SEPARATOR);
            query
                $(.bind(column(executions, |$of| $value)))+
                .bind(executions.iter().map(models).collect::<Vec<String>>())
        }

        /// Writes a row in the order of [`names`].
        fn encode(row: &mut RowWriter, of: ProjectExecution<'_>) {
            let $of = Source::from(of);
            row.row(COLUMN_COUNT);
            $(Field::write($value, row);)+
            row.texts(&$of.summary.models);
        }
    };
}

fn column<'q, T>(executions: &[ProjectExecution<'q>], value: impl Fn(Source<'q>) -> T) -> Vec<T> {
    executions.iter().map(|of| value(Source::from(*of))).collect()
}

/// What a column's value is read from.
#[derive(Clone, Copy)]
struct Source<'a> {
    project_id: i32,
    execution: &'a Execution,
    summary: &'a Summary,
}

impl<'a> From<ProjectExecution<'a>> for Source<'a> {
    fn from((project_id, execution): ProjectExecution<'a>) -> Self {
        Self { project_id, execution, summary: &execution.summary }
    }
}

fn id(text: Option<&String>) -> Option<&str> {
    text.map(|text| indexed(text))
}

/// The columns and `models`.
const COLUMN_COUNT: i16 = 37;

columns! {
    of:
    "project_id" "int" = of.project_id;
    "trace_id" "uuid" = of.execution.trace_id.0;
    "start_ns" "bigint" = of.summary.start.0;
    "last_start_ns" "bigint" = of.summary.last_start.0;
    "end_ns" "bigint" = of.summary.end.map(|end| end.0);
    "duration_ns" "bigint" = of.summary.duration();
    "arrival" "bigint" = of.summary.arrival;
    "last_arrival" "bigint" = of.summary.last_arrival;
    "root_span_id" "bigint" = of.summary.root_span_id.map(SpanId::to_i64);
    "span_count" "bigint" = of.summary.span_count;
    "error_count" "bigint" = of.summary.error_count;
    "message_count" "bigint" = of.summary.message_count;
    "told_count" "bigint" = of.summary.told_count;
    "input_tokens" "bigint" = of.summary.input_tokens;
    "output_tokens" "bigint" = of.summary.output_tokens;
    "total_tokens" "bigint" = of.summary.total_tokens;
    "cost" "double precision" = of.summary.cost;
    "type" "smallint" = of.summary.span_type.code();
    "status" "smallint" = of.summary.status.code();
    "cost_estimated" "boolean" = of.summary.cost_estimated;
    "has_versions" "boolean" = of.summary.has_versions;
    "name" "text" = of.summary.name.as_str();
    "execution_id" "text" = id(of.summary.execution_id.as_ref());
    "agent_id" "text" = id(of.summary.agent_id.as_ref());
    "agent_name" "text" = of.summary.agent_name.as_deref();
    "thread_id" "text" = id(of.summary.thread_id.as_ref());
    "session_id" "text" = id(of.summary.session_id.as_ref());
    "user_id" "text" = id(of.summary.user_id.as_ref());
    "company_id" "text" = of.summary.company_id.as_deref();
    "entity_type" "text" = of.summary.entity_type.as_deref();
    "entity_value" "text" = of.summary.entity_value.as_deref();
    "service" "text" = of.summary.service.as_deref();
    "model" "text" = of.summary.model.as_deref();
    "input_preview" "text" = of.execution.input_preview.as_deref();
    "output_preview" "text" = of.execution.output_preview.as_deref();
    "error" "text" = of.summary.error.as_deref();
}
