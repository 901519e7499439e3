//! The conditions that all routes of logs know.

use farol_model::{Level, SpanId, TraceId};
use farol_storage::{LevelSet, LogFilter, TextSearch, find_executions};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;

use crate::{
    error::ApiError,
    query::{Conditions, Time, WithConditions},
};

/// Characters of a text that is searched for.
const LONGEST_SEARCH: usize = 1_000;

#[derive(Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LogConditions {
    /// Inclusive.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Exclusive.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// One of the six levels, `unknown`, or a producer's own word; repeatable.
    #[serde(default)]
    level: Vec<String>,
    #[serde(default, rename = "not.level")]
    not_level: Vec<String>,
    /// Repeatable; empty for records without a service.
    #[serde(default)]
    service: Vec<String>,
    #[serde(default, rename = "not.service")]
    not_service: Vec<String>,
    trace_id: Option<String>,
    span_id: Option<String>,
    execution_id: Option<String>,
    /// Text in body or attributes, without case.
    search: Option<String>,
    /// In place of `{key}` stands the key of an attribute, of the record or else of its resource; dots lead
    /// into nested values. Repeatable: one of the values for each key. Text, or a number by what it is worth.
    #[expect(dead_code, reason = "words the schema: its names are not known before")]
    #[serde(skip)]
    #[param(rename = "attr.{key}")]
    attributes: Vec<String>,
    /// Leaves out records with that value.
    #[expect(dead_code, reason = "words the schema: its names are not known before")]
    #[serde(skip)]
    #[param(rename = "not.attr.{key}")]
    not_attributes: Vec<String>,
}

impl Conditions for LogConditions {
    const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "level",
        "not.level",
        "service",
        "not.service",
        "traceId",
        "spanId",
        "executionId",
        "search",
    ];
}

/// What is asked for, an execution by the id that the caller knows.
#[derive(Clone)]
pub(super) struct AskedLogs {
    filter: LogFilter,
    execution_id: Option<String>,
}

impl AskedLogs {
    pub(super) fn new<T>(
        query: WithConditions<LogConditions, T>,
        project_id: i32,
    ) -> Result<Self, ApiError> {
        let WithConditions { conditions: asked, attributes, not_attributes, .. } = query;
        let trace = asked.trace_id.as_deref().map(str::parse::<TraceId>).transpose();
        let trace = trace.map_err(|error| ApiError::invalid("traceId", error.to_string()))?;
        let span = asked.span_id.as_deref().map(str::parse::<SpanId>).transpose();
        let filter = LogFilter {
            project_id,
            from: asked.from.map(|time| time.0),
            to: asked.to.map(|time| time.0),
            levels: levels(&asked.level),
            not_levels: levels(&asked.not_level),
            services: asked.service,
            not_services: asked.not_service,
            traces: trace.map(|trace| vec![trace]),
            span_id: span.map_err(|error| ApiError::invalid("spanId", error.to_string()))?,
            attributes,
            not_attributes,
            search: search(asked.search.as_deref())?,
        };
        Ok(Self { filter, execution_id: asked.execution_id })
    }

    /// Finds the traces of the execution that is asked for.
    pub(super) async fn resolve(
        &self,
        connection: &mut PgConnection,
    ) -> Result<LogFilter, ApiError> {
        let mut filter = self.filter.clone();
        if let Some(id) = &self.execution_id {
            let found = find_executions(connection, filter.project_id, id).await?;
            // An execution may have logs and no span.
            let of_alias = found.iter().map(|execution| execution.trace_id);
            let named = TraceId::of_execution(filter.project_id, id);
            let traces: Vec<TraceId> = of_alias.chain([named]).collect();
            let both =
                |trace: &TraceId| filter.traces.as_ref().is_none_or(|only| only.contains(trace));
            filter.traces = Some(traces.into_iter().filter(both).collect());
        }
        Ok(filter)
    }

    /// Whether every record of the project is meant.
    pub(super) fn is_everything(&self) -> bool {
        self.execution_id.is_none() && self.filter.is_everything()
    }
}

/// A level's own name, in its own way of writing it, means the level; any other word the producer's.
fn levels(words: &[String]) -> LevelSet {
    let mut set = LevelSet::default();
    for word in words {
        match Level::ALL.into_iter().find(|level| level.name() == word) {
            Some(level) => set.levels.push(Some(level)),
            None if word == "unknown" => set.levels.push(None),
            None => {
                let lower = word.to_lowercase();
                // `ERROR` is the level as well as a word for it.
                let level = Level::ALL.into_iter().find(|level| level.name() == lower);
                set.levels.extend(level.map(Some));
                set.words.push(lower);
            }
        }
    }
    set
}

fn search(text: Option<&str>) -> Result<Option<TextSearch>, ApiError> {
    let text = text.unwrap_or_default();
    if text.chars().count() > LONGEST_SEARCH {
        let detail = format!("must have at most {LONGEST_SEARCH} characters");
        return Err(ApiError::invalid("search", detail));
    }
    Ok(TextSearch::new(text))
}
