//! What a project's executions came to, on one page.

use std::time::Duration;

use farol_model::{Execution, SpanType, UnixNano};
use farol_storage::{AgentFigures, ExecutionFigures, ModelFigures, OverviewSource};
use serde::Serialize;
use utoipa::ToSchema;

use super::figures::rounded_milliseconds;

/// Agents that are told of each kind.
const AGENTS: usize = 6;

/// What a project's executions came to in a time, and in the time before.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Overview {
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
    interval_seconds: u64,
    source: Source,
    total: OverviewTotal,
    /// Of the time before `from`, which is as long.
    previous: OverviewTotal,
    /// Every bucket between the two times, the oldest first.
    series: Vec<OverviewPoint>,
    /// At most six agents, those with the highest p95 first.
    slowest: Vec<AgentTotal>,
    /// At most six agents with errors, those with the highest error rate first.
    failing: Vec<AgentTotal>,
    /// At most twelve models, those with the highest cost first; of the whole hours that the time touches.
    models: Vec<ModelTotal>,
    /// The latest executions that failed, at most seven.
    failures: Vec<Failure>,
    failure_count: i64,
}

/// `executions`: everything but `models` is exact. `statistics`, for longer times: counts are exact, percentiles
/// within 2.2 %, tokens and cost those of the spans that started in the time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Source {
    Executions,
    Statistics,
}

/// The figures of a time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OverviewTotal {
    executions: i64,
    success: i64,
    error: i64,
    running: i64,
    skipped: i64,
    /// A percentage of the executions; null without any.
    #[schema(required)]
    error_rate: Option<f64>,
    /// Half of the executions that have ended took no longer; null where none has.
    #[schema(required)]
    p50_duration_ms: Option<f64>,
    #[schema(required)]
    p95_duration_ms: Option<f64>,
    total_tokens: i64,
    /// In US dollars; null where none of it is known.
    #[schema(required)]
    cost: Option<f64>,
    /// Whether some of the cost is estimated.
    cost_estimated: bool,
}

/// The figures of a bucket.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OverviewPoint {
    /// The beginning of the bucket. The first may begin before `from`: nothing of that is in it.
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    success: i64,
    error: i64,
    running: i64,
    skipped: i64,
    #[schema(required)]
    p50_duration_ms: Option<f64>,
    #[schema(required)]
    p95_duration_ms: Option<f64>,
    total_tokens: i64,
    #[schema(required)]
    cost: Option<f64>,
}

/// An agent's executions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AgentTotal {
    /// Its name, or its id where it has none: as `agentId` of the list of executions takes it.
    agent: String,
    /// From statistics, those that have ended.
    executions: i64,
    errors: i64,
    /// A percentage of the executions.
    #[schema(required)]
    error_rate: Option<f64>,
    #[schema(required)]
    p50_duration_ms: Option<f64>,
    #[schema(required)]
    p95_duration_ms: Option<f64>,
}

/// What was used of a model.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ModelTotal {
    model: String,
    /// In US dollars; null where none of it is known.
    #[schema(required)]
    cost: Option<f64>,
    total_tokens: i64,
    calls: i64,
}

/// An execution that failed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Failure {
    /// The caller's own id, else the trace id.
    execution_id: String,
    name: String,
    #[schema(required)]
    agent_name: Option<String>,
    #[schema(required)]
    error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    start_time: UnixNano,
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: SpanType,
}

impl Overview {
    pub(crate) fn new(
        found: farol_storage::Overview,
        (from, to): (UnixNano, UnixNano),
        source: OverviewSource,
        width: Duration,
        starts: impl Iterator<Item = UnixNano>,
    ) -> Self {
        let nothing = ExecutionFigures::default();
        let point = |start| OverviewPoint::new(start, found.series.get(&start).unwrap_or(&nothing));
        Self {
            from,
            to,
            interval_seconds: width.as_secs(),
            source: match source {
                OverviewSource::Executions => Source::Executions,
                OverviewSource::Statistics => Source::Statistics,
            },
            series: starts.map(point).collect(),
            slowest: found.slowest(AGENTS).into_iter().map(AgentTotal::new).collect(),
            failing: found.failing(AGENTS).into_iter().map(AgentTotal::new).collect(),
            failure_count: found.total.counts.error,
            total: OverviewTotal::new(&found.total),
            previous: OverviewTotal::new(&found.previous),
            models: found.models.into_iter().map(ModelTotal::new).collect(),
            failures: found.failures.into_iter().map(Failure::new).collect(),
        }
    }
}

impl OverviewTotal {
    fn new(figures: &ExecutionFigures) -> Self {
        let counts = figures.counts;
        Self {
            executions: counts.total(),
            success: counts.success,
            error: counts.error,
            running: counts.running,
            skipped: counts.skipped,
            error_rate: figures.error_rate(),
            p50_duration_ms: figures.p50.map(rounded_milliseconds),
            p95_duration_ms: figures.p95.map(rounded_milliseconds),
            total_tokens: figures.total_tokens,
            cost: figures.cost,
            cost_estimated: figures.cost_estimated,
        }
    }
}

impl OverviewPoint {
    fn new(start: UnixNano, figures: &ExecutionFigures) -> Self {
        let counts = figures.counts;
        Self {
            start,
            success: counts.success,
            error: counts.error,
            running: counts.running,
            skipped: counts.skipped,
            p50_duration_ms: figures.p50.map(rounded_milliseconds),
            p95_duration_ms: figures.p95.map(rounded_milliseconds),
            total_tokens: figures.total_tokens,
            cost: figures.cost,
        }
    }
}

impl AgentTotal {
    fn new(figures: &AgentFigures) -> Self {
        Self {
            agent: figures.agent.clone(),
            executions: figures.executions,
            errors: figures.errors,
            error_rate: figures.error_rate(),
            p50_duration_ms: figures.p50.map(rounded_milliseconds),
            p95_duration_ms: figures.p95.map(rounded_milliseconds),
        }
    }
}

impl ModelTotal {
    fn new(figures: ModelFigures) -> Self {
        let ModelFigures { model, calls, total_tokens, cost } = figures;
        Self { model, cost, total_tokens, calls }
    }
}

impl Failure {
    fn new(execution: Execution) -> Self {
        let (trace_id, summary) = (execution.trace_id, execution.summary);
        Self {
            execution_id: summary.execution_id.unwrap_or_else(|| trace_id.to_string()),
            name: summary.name,
            agent_name: summary.agent_name,
            error: summary.error,
            start_time: summary.start,
            kind: summary.span_type,
        }
    }
}
