//! An execution found by any of its ids, with all that it covers.

use std::{collections::BTreeSet, time::Duration};

use farol_model::{Execution, SpanId, TraceId};
use farol_storage::{Project, SpanScope, find_executions};
use sqlx::PgConnection;

use crate::{error::ApiError, wire};

/// One execution of a project, and where its spans are.
pub(crate) struct Found {
    pub(crate) execution: wire::Execution,
    pub(crate) scope: SpanScope,
    pub(crate) span_count: i64,
    /// Whether messages were recorded in it.
    pub(crate) has_recorded: bool,
    /// The root of each trace that has one.
    pub(crate) roots: Vec<(TraceId, SpanId)>,
    /// The arrival of what came last.
    pub(crate) last_arrival: i64,
    /// The traces that its logs and events may be in: those that tell the caller's own id have that one's.
    pub(crate) log_traces: Vec<TraceId>,
}

impl Found {
    pub(crate) async fn find(
        quiet: Duration,
        connection: &mut PgConnection,
        project: &Project,
        id: &str,
    ) -> Result<Self, ApiError> {
        let found = find_executions(connection, project.id, id).await?;
        let traces: Vec<TraceId> = found.iter().map(|each| each.trace_id).collect();
        let roots =
            found.iter().filter_map(|each| Some((each.trace_id, each.summary.root_span_id?)));
        let roots = roots.collect();
        let own_ids = found.iter().filter_map(|each| each.summary.execution_id.as_deref());
        let named = own_ids.chain([id]).map(|id| TraceId::of_execution(project.id, id));
        let log_traces = traces.iter().copied().chain(named);
        let log_traces = log_traces.collect::<BTreeSet<_>>().into_iter().collect();
        let has_versions = found.iter().any(|each| each.summary.has_versions);
        let last_start = found.iter().map(|each| each.summary.last_start).max();
        let union = found.into_iter().reduce(Execution::join);
        let (Some(union), Some(last_start)) = (union, last_start) else {
            return Err(ApiError::not_found("execution"));
        };
        let scope = SpanScope {
            project_id: project.id,
            traces,
            first_start: union.summary.start,
            last_start,
            has_versions,
        };
        let (span_count, last_arrival) = (union.summary.span_count, union.summary.last_arrival);
        let has_recorded = union.summary.message_count > 0;
        let execution = wire::Execution::new(union, quiet);
        Ok(Self { execution, scope, span_count, has_recorded, roots, last_arrival, log_traces })
    }
}
