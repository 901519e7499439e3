//! Which spans are meant, as a query says it.

use farol_model::{SpanStatus, SpanType, TraceId, UnixNano};
use farol_storage::{ExecutionFilter, SpanFilter, find_executions, list_executions};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;

use crate::{
    error::ApiError,
    query::{Conditions, Time, WithConditions, nanoseconds},
};

/// Executions of a thread that are looked into, the newest.
const THREAD_EXECUTIONS: i64 = 500;

/// Conditions on spans. Unless it says otherwise, a parameter is repeatable, and any of its values
/// will do. `attr.<key>=<value>` is a condition on an attribute of the span or of its resource,
/// `not.attr.<key>=<value>` its opposite.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SpanConditions {
    /// Start, inclusive; once.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Start, exclusive; once.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// The whole name; `*` stands for any text.
    #[serde(default)]
    name: Vec<String>,
    /// A span type.
    #[serde(default, rename = "type")]
    types: Vec<String>,
    /// `running`, `success`, `error` or `skipped`.
    #[serde(default)]
    status: Vec<String>,
    #[serde(default)]
    service: Vec<String>,
    #[serde(default)]
    model: Vec<String>,
    #[serde(default)]
    provider: Vec<String>,
    /// An agent's id or name.
    #[serde(default)]
    agent_id: Vec<String>,
    /// A tool's name.
    #[serde(default)]
    tool: Vec<String>,
    #[serde(default)]
    session_id: Vec<String>,
    #[serde(default)]
    user_id: Vec<String>,
    /// Once, as are the next two.
    trace_id: Option<String>,
    execution_id: Option<String>,
    /// The spans of the thread's executions, the newest 500 of them.
    thread_id: Option<String>,
    /// Once, inclusive.
    min_duration_ms: Option<f64>,
    /// Once, inclusive.
    max_duration_ms: Option<f64>,
    /// Text in name, status message or error, without case; once.
    search: Option<String>,
}

impl Conditions for SpanConditions {
    const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "name",
        "type",
        "status",
        "service",
        "model",
        "provider",
        "agentId",
        "tool",
        "sessionId",
        "userId",
        "traceId",
        "executionId",
        "threadId",
        "minDurationMs",
        "maxDurationMs",
        "search",
    ];
}

impl<T> WithConditions<SpanConditions, T> {
    /// The filter; `None` where no span can be meant.
    pub(super) async fn resolve(
        self,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<Option<SpanFilter>, ApiError> {
        let Self { conditions, attributes, not_attributes, .. } = self;
        let found = conditions.resolve(connection, project_id).await?;
        Ok(found.map(|filter| SpanFilter { attributes, not_attributes, ..filter }))
    }
}

impl SpanConditions {
    async fn resolve(
        self,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<Option<SpanFilter>, ApiError> {
        let (trace_id, execution_id, thread_id) =
            (self.trace_id.clone(), self.execution_id.clone(), self.thread_id.clone());
        let mut filter = self.into_filter(project_id)?;
        let mut found = Vec::new();
        for (field, id) in [("traceId", trace_id), ("executionId", execution_id)] {
            let Some(id) = id else { continue };
            if field == "traceId" {
                id.parse::<TraceId>()
                    .map_err(|error| ApiError::invalid(field, error.to_string()))?;
            }
            found.push(find_executions(connection, project_id, &id).await?);
        }
        if let Some(thread) = thread_id {
            let of_thread = ExecutionFilter {
                project_id,
                threads: vec![thread],
                limit: THREAD_EXECUTIONS,
                ..ExecutionFilter::default()
            };
            found.push(list_executions(connection, &of_thread).await?);
        }
        let Some(first) = found.first() else { return Ok(Some(filter)) };
        let in_all = |trace: &TraceId| {
            found.iter().all(|found| found.iter().any(|of| of.trace_id == *trace))
        };
        let meant = || first.iter().filter(|of| in_all(&of.trace_id));
        let Some(start) = meant().map(|of| of.summary.start).min() else { return Ok(None) };
        let end = meant().map(|of| of.summary.last_start.0.saturating_add(1)).max();
        filter.traces = Some(meant().map(|of| of.trace_id).collect());
        filter.from = filter.from.max(Some(start));
        filter.to = filter.to.into_iter().chain(end.map(UnixNano)).min();
        Ok(Some(filter))
    }

    fn into_filter(self, project_id: i32) -> Result<SpanFilter, ApiError> {
        let statuses = self.status.iter().map(|name| {
            let status = SpanStatus::from_name(name);
            let detail = "must be running, success, error or skipped";
            status.ok_or_else(|| ApiError::invalid("status", detail))
        });
        let types = self.types.iter().map(|name| {
            let known = name.parse::<SpanType>();
            known.map_err(|()| ApiError::invalid("type", format!("`{name}` is not a span type")))
        });
        Ok(SpanFilter {
            project_id,
            from: self.from.map(|time| time.0),
            to: self.to.map(|time| time.0),
            traces: None,
            names: self.name,
            types: types.collect::<Result<_, _>>()?,
            statuses: statuses.collect::<Result<_, _>>()?,
            services: self.service,
            models: self.model,
            providers: self.provider,
            agents: self.agent_id,
            tools: self.tool,
            sessions: self.session_id,
            users: self.user_id,
            min_duration_ns: nanoseconds("minDurationMs", self.min_duration_ms)?,
            max_duration_ns: nanoseconds("maxDurationMs", self.max_duration_ms)?,
            attributes: Vec::new(),
            not_attributes: Vec::new(),
            search: self.search.filter(|text| !text.is_empty()),
        })
    }
}
