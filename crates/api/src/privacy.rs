//! `/api/v1/admin/projects/{project}/privacy`: what a project does not want stored.

mod dry_run;
mod policy;

use axum::{Json as Answer, extract::State};
use farol_redaction::{Policy, Redactor};
use farol_storage::{find_privacy, set_privacy};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::policy::PrivacyPolicy;
use crate::{
    AppState,
    auth::ProjectAdmin,
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    query::{NoParameters, Query},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_privacy, change_privacy))
        .routes(routes!(dry_run::try_privacy))
}

/// Tells how much of a project's payloads is kept, and what is redacted.
#[utoipa::path(get, path = "/api/v1/admin/projects/{project}/privacy", tag = "administration",
    params(("project" = String, Path)), responses(
    (status = 200, body = PrivacyPolicy), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)
))]
async fn read_privacy(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
) -> Result<Answer<PrivacyPolicy>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let Some(found) = find_privacy(&mut connection, project.id).await? else {
        return Ok(Answer(Policy::default().into()));
    };
    let policy: Policy = serde_json::from_value(found.policy).map_err(|error| {
        tracing::error!(%error, project = project.name, "a privacy policy is not understood");
        ApiError::new(ErrorCode::Internal, "The policy is a later Farol's.")
    })?;
    Ok(Answer(policy.into()))
}

/// Changes what a project does not want stored. It holds for what comes from now on; other servers on the
/// same database follow within half a minute.
#[utoipa::path(put, path = "/api/v1/admin/projects/{project}/privacy", tag = "administration",
    params(("project" = String, Path)), request_body = PrivacyPolicy, responses(
    (status = 200, body = PrivacyPolicy), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 422, body = Problem)
))]
async fn change_privacy(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    _: Query<NoParameters>,
    Json(told): Json<PrivacyPolicy>,
) -> Result<Answer<PrivacyPolicy>, ApiError> {
    let policy = Policy::from(told);
    compile(&policy, b"")?;
    let mut connection = state.pool.acquire().await?;
    let kept = serde_json::to_value(&policy).unwrap_or_default();
    set_privacy(&mut connection, caller.origin(), &project, &kept).await?;
    state.ingest.privacy().load(&mut connection).await?;
    Ok(Answer(policy.into()))
}

fn compile(policy: &Policy, salt: &[u8]) -> Result<Redactor, ApiError> {
    Redactor::new(policy, salt).map_err(|error| ApiError::invalid(error.field, error.detail))
}
