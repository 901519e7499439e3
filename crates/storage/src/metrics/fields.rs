//! What executions, spans and log records can be asked by.

use std::fmt::Write;

use farol_model::{
    Level, SpanStatus, SpanType,
    metrics::{Condition, Question},
    rollup::RollupValue,
};
use sqlx::{Postgres, QueryBuilder};

use crate::logs::level_code;

/// What Farol knows without being told by events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsDataset {
    Executions,
    Spans,
    Logs,
}

/// A field as the database tells it: a text, or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) expression: String,
    pub(super) is_number: bool,
}

impl MetricsDataset {
    /// The fields that have a text: what can be grouped by.
    pub const fn dimensions(self) -> &'static [&'static str] {
        match self {
            Self::Executions => {
                &["status", "type", "name", "agentId", "service", "model", "threadId", "userId"]
            }
            Self::Spans => &["type", "status", "name", "service", "model", "agentId"],
            Self::Logs => &["level", "service"],
        }
    }

    /// The fields that have a number.
    pub const fn measures(self) -> &'static [&'static str] {
        match self {
            Self::Executions => &[
                "durationMs",
                "totalTokens",
                "inputTokens",
                "outputTokens",
                "cost",
                "spanCount",
                "errorCount",
                "messageCount",
            ],
            Self::Spans => &["durationMs", "totalTokens", "inputTokens", "outputTokens", "cost"],
            Self::Logs => &[],
        }
    }

    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Executions => "executions",
            Self::Spans => "spans",
            Self::Logs => "logs",
        }
    }

    /// The column that places a row in time.
    pub(super) const fn time(self) -> &'static str {
        match self {
            Self::Executions | Self::Spans => "start_ns",
            Self::Logs => "time_ns",
        }
    }

    /// A field by its name, one of the lists above.
    pub(super) fn field(self, name: &str) -> Field {
        let is_number = self.measures().contains(&name);
        let expression = match (self, name) {
            (Self::Logs, "level") => words("level", Level::ALL.map(|of| (level_code(of), of.name()))),
            (_, "status") => words("status", statuses().map(|of| (of.code(), of.name()))),
            (_, "type") => {
                words("type", SpanType::ALL.iter().map(|of| (of.code(), of.name())))
            }
            (Self::Executions, "durationMs") => "duration_ns::float8 / 1e6::float8".to_owned(),
            (Self::Spans, "durationMs") => format!(
                "case when status <> {} then (end_ns - start_ns)::float8 / 1e6::float8 end",
                SpanStatus::Running.code()
            ),
            // As they are said: of two that are told alone, the sum.
            (Self::Spans, "totalTokens") => {
                "coalesce(total_tokens::float8, input_tokens::float8 + output_tokens, input_tokens, \
                 output_tokens)"
                    .to_owned()
            }
            (_, name) => {
                let column = column(name);
                if is_number { format!("{column}::float8") } else { column.to_owned() }
            }
        };
        Field { expression, is_number }
    }
}

fn column(name: &str) -> &'static str {
    match name {
        "agentId" => "agent_id",
        "service" => "service",
        "model" => "model",
        "threadId" => "thread_id",
        "userId" => "user_id",
        "name" => "name",
        "totalTokens" => "total_tokens",
        "inputTokens" => "input_tokens",
        "outputTokens" => "output_tokens",
        "cost" => "cost",
        "spanCount" => "span_count",
        "errorCount" => "error_count",
        "messageCount" => "message_count",
        // No other name passes the lists.
        _ => "null::text",
    }
}

fn statuses() -> impl Iterator<Item = SpanStatus> {
    use SpanStatus::{Error, Running, Skipped, Success};
    [Running, Success, Error, Skipped].into_iter()
}

/// A code as the word that it stands for; null where it stands for none.
fn words(column: &str, words: impl IntoIterator<Item = (i16, &'static str)>) -> String {
    let mut expression = format!("case {column}");
    for (code, word) in words {
        // Writing to a text does not fail.
        write!(expression, " when {code} then '{word}'").ok();
    }
    expression + " end"
}

/// Adds a question's filters.
pub(super) fn push_filters(
    query: &mut QueryBuilder<Postgres>,
    dataset: MetricsDataset,
    question: &Question,
) {
    for filter in &question.filters {
        query.push(" and ");
        push_condition(query, &dataset.field(&filter.property), &filter.condition);
    }
}

/// Adds a condition, which is true or false and never null.
pub(super) fn push_condition(
    query: &mut QueryBuilder<Postgres>,
    field: &Field,
    condition: &Condition,
) {
    let expression = &field.expression;
    match condition {
        Condition::Is(value) => push_equal(query, field, value),
        Condition::IsNot(value) => {
            query.push("not ");
            push_equal(query, field, value);
        }
        Condition::In(values) => {
            query.push("(false");
            for value in values {
                query.push(" or ");
                push_equal(query, field, value);
            }
            query.push(")");
        }
        Condition::Compared(orders, number) if field.is_number => {
            let operator = match *orders {
                Condition::GREATER => ">",
                Condition::AT_LEAST => ">=",
                Condition::LESS => "<",
                _ => "<=",
            };
            query.push(format_args!("coalesce({expression} {operator} ")).push_bind(*number);
            query.push(", false)");
        }
        Condition::Compared(..) => {
            query.push("false");
        }
        Condition::Exists(wanted) => {
            let is = if *wanted { "is not null" } else { "is null" };
            query.push(format_args!("({expression}) {is}"));
        }
    }
}

fn push_equal(query: &mut QueryBuilder<Postgres>, field: &Field, value: &RollupValue) {
    let expression = &field.expression;
    match (value, field.is_number) {
        (RollupValue::Text(text), false) if !text.contains('\0') => {
            query.push(format_args!("coalesce({expression} = ")).push_bind(text.clone());
            query.push(", false)");
        }
        (RollupValue::Number(number), true) => {
            query.push(format_args!("coalesce({expression} = ")).push_bind(*number);
            query.push(", false)");
        }
        _ => {
            query.push("false");
        }
    }
}
