//! `/api/v1/admin/projects/{project}/keys`.

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_storage::{
    AuditEntry, KeyLimits, Scope, StoredKey, create_api_key, list_keys, record_audit, revoke_key,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::{ProjectAdmin, hash_token, new_key},
    error::{ApiError, Problem, no_secret},
    json::Json,
    path::Path,
    query::{NoParameters, Query},
    wire::Items,
};

/// Characters that a label may have.
const LABEL_LENGTH: usize = 200;

/// A key, without what it is: only its hash is kept.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyInfo {
    id: i64,
    label: String,
    scopes: Vec<ScopeName>,
    created_at: DateTime<Utc>,
    /// Who made it: an e-mail address, a key's label, or the account that ran a command.
    #[schema(required)]
    created_by: Option<String>,
    /// Within two minutes; null where it never was.
    #[schema(required)]
    last_used_at: Option<DateTime<Utc>>,
    limits: Limits,
}

/// What a key may send each second: 0 as much as it likes, null what the server's settings say.
#[derive(Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Limits {
    /// Bytes of telemetry, unpacked.
    #[schema(required, minimum = 0)]
    bytes_per_second: Option<i64>,
    /// Spans and log records.
    #[schema(required, minimum = 0)]
    items_per_second: Option<i64>,
}

/// What a key may do; `admin` includes all others.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum ScopeName {
    Ingest,
    Read,
    Review,
    Admin,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewKey {
    /// What the key is for, 1 to 200 characters; shown wherever it acts.
    label: String,
    /// At least one.
    scopes: Vec<ScopeName>,
    limits: Option<Limits>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeKey {
    #[serde(flatten)]
    info: KeyInfo,
    /// The key itself, shown this once.
    key: String,
}

/// Lists a project's keys, newest first.
#[utoipa::path(get, path = "/api/v1/admin/projects/{project}/keys", tag = "administration",
    params(("project" = String, Path)), responses(
    (status = 200, body = Items<KeyInfo>), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)
))]
pub(super) async fn list_project_keys(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
) -> Result<Answer<Items<KeyInfo>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let keys = list_keys(&mut connection, project.id).await?;
    Ok(Answer(keys.into_iter().map(KeyInfo::from).collect()))
}

/// Makes a key, and shows it this once.
#[utoipa::path(post, path = "/api/v1/admin/projects/{project}/keys", tag = "administration",
    params(("project" = String, Path)), request_body = NewKey, responses(
    (status = 201, body = MadeKey), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn create_key(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    _: Query<NoParameters>,
    Json(asked): Json<NewKey>,
) -> Result<(StatusCode, Answer<MadeKey>), ApiError> {
    let label = asked.label.trim();
    let (scopes, limits) = (check(label, &asked)?, asked.limits.unwrap_or_default().into());
    let key = new_key().map_err(no_secret)?;
    let (hash, origin) = (hash_token(&key), caller.origin());
    let mut transaction = state.pool.begin().await?;
    let made = create_api_key(
        &mut transaction,
        project.id,
        label,
        &scopes,
        limits,
        &hash,
        origin.actor.name(),
    )
    .await?;
    let entry = AuditEntry {
        target: Some(label),
        project_id: Some(project.id),
        after: Some(json!({
            "scopes": names(&scopes),
            "bytes_per_second": limits.bytes_per_second,
            "items_per_second": limits.items_per_second,
        })),
        ..AuditEntry::new(origin, "key.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Answer(MadeKey { info: made.into(), key })))
}

/// Revokes a key: this server refuses it at once, others on the same database within a minute.
#[utoipa::path(delete, path = "/api/v1/admin/projects/{project}/keys/{id}", tag = "administration",
    params(("project" = String, Path), ("id" = i64, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)
))]
pub(super) async fn revoke_project_key(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    Path((_, id)): Path<(String, String)>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let absent = || ApiError::not_found("key");
    let id = id.parse().map_err(|_| absent())?;
    let mut transaction = state.pool.begin().await?;
    let (label, scopes) = revoke_key(&mut transaction, project.id, id).await?.ok_or_else(absent)?;
    let entry = AuditEntry {
        target: Some(&label),
        project_id: Some(project.id),
        before: Some(json!({"scopes": names(&scopes)})),
        ..AuditEntry::new(caller.origin(), "key.revoked")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    state.keys.forget_id(id);
    Ok(StatusCode::NO_CONTENT)
}

fn check(label: &str, asked: &NewKey) -> Result<Vec<Scope>, ApiError> {
    if !(1..=LABEL_LENGTH).contains(&label.chars().count()) {
        return Err(ApiError::invalid("label", format!("has 1 to {LABEL_LENGTH} characters")));
    }
    if asked.scopes.is_empty() {
        return Err(ApiError::invalid("scopes", "names at least one"));
    }
    let limits = asked.limits.unwrap_or_default();
    for (field, limit) in [
        ("limits.bytesPerSecond", limits.bytes_per_second),
        ("limits.itemsPerSecond", limits.items_per_second),
    ] {
        if limit.is_some_and(|limit| limit < 0) {
            return Err(ApiError::invalid(field, "is 0 or more"));
        }
    }
    let all = Scope::ALL.into_iter();
    Ok(all.filter(|scope| asked.scopes.contains(&ScopeName::from(*scope))).collect())
}

fn names(scopes: &[Scope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.name()).collect()
}

impl From<Scope> for ScopeName {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Ingest => Self::Ingest,
            Scope::Read => Self::Read,
            Scope::Review => Self::Review,
            Scope::Admin => Self::Admin,
        }
    }
}

impl From<Limits> for KeyLimits {
    fn from(limits: Limits) -> Self {
        let Limits { bytes_per_second, items_per_second } = limits;
        Self { bytes_per_second, items_per_second }
    }
}

impl From<StoredKey> for KeyInfo {
    fn from(key: StoredKey) -> Self {
        let KeyLimits { bytes_per_second, items_per_second } = key.limits;
        Self {
            id: key.id,
            label: key.label,
            scopes: key.scopes.into_iter().map(ScopeName::from).collect(),
            created_at: key.created_at,
            created_by: key.created_by,
            last_used_at: key.last_used_at,
            limits: Limits { bytes_per_second, items_per_second },
        }
    }
}
