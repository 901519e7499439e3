//! An execution found by any of its ids, with all that it covers.

use farol_model::{Execution, TraceId};
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
}

impl Found {
    pub(crate) async fn find(
        connection: &mut PgConnection,
        project: &Project,
        id: &str,
    ) -> Result<Self, ApiError> {
        let found = find_executions(connection, project.id, id).await?;
        let traces: Vec<TraceId> = found.iter().map(|each| each.trace_id).collect();
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
        let span_count = union.summary.span_count;
        let has_recorded = union.summary.message_count > 0;
        Ok(Self { execution: union.into(), scope, span_count, has_recorded })
    }
}
