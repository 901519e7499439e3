//! Keys read from a request, and what they allow; whoever may send.

use std::time::Instant;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use farol_storage::{ApiKey, Project, Role, Scope, find_api_key};

use super::{
    caller::{Caller, Who},
    hash_token,
    rate_limit::{Account, too_fast},
};
use crate::{
    AppState,
    error::{ApiError, ErrorCode},
    query,
    session::session_token,
};

/// Whoever may send telemetry, and is not sending too fast: a key with the scope `ingest`, or anybody
/// where the server listens on loopback alone.
pub(crate) struct Sender {
    /// The project that it goes to: the key's, or `default` without a key.
    pub(crate) project: Project,
    pub(crate) account: Account,
    /// The key's label or the person's e-mail address; `anonymous` without either.
    pub(crate) name: String,
}

pub(crate) async fn authenticate_ingest(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Sender, ApiError> {
    keep_pace(state, find_sender(state, headers, Scope::Ingest).await?)
}

/// The same for scores: who may review may judge, too, as may editors.
pub(crate) async fn authenticate_judge(
    state: &AppState,
    parts: &mut Parts,
) -> Result<Sender, ApiError> {
    let has_key = key_text(&parts.headers)?.is_some();
    if has_key || session_token(&parts.headers).is_none() {
        return keep_pace(state, find_sender(state, &parts.headers, Scope::Review).await?);
    }
    let named = query::project(parts)?;
    let caller = Caller::from_request_parts(parts, state).await?;
    let project = caller.enter(state, named, Role::Editor).await?;
    let name = match caller.who {
        Who::Key(key) => key.label,
        Who::Person(session) => session.user.email,
    };
    Ok(Sender { project, account: Account::default(), name })
}

fn keep_pace(state: &AppState, sender: Sender) -> Result<Sender, ApiError> {
    if let Some((measure, wait)) = state.rate_limiter.behind(&sender.account, Instant::now()) {
        state.metrics.rate_limited(measure);
        return Err(too_fast(measure, wait));
    }
    Ok(sender)
}

/// Finds the sender by a key that has this scope, or that of ingest.
async fn find_sender(
    state: &AppState,
    headers: &HeaderMap,
    scope: Scope,
) -> Result<Sender, ApiError> {
    if let Some(key) = key_text(headers)? {
        let key = verify_for_ingest(state, key).await?;
        require(&key, scope).or_else(|error| require(&key, Scope::Ingest).map_err(|_| error))?;
        let account = Account { key_id: Some(key.id), limits: key.limits };
        return Ok(Sender { project: key.project, account, name: key.label });
    }
    if state.settings.loopback && state.settings.ingest_without_key {
        let project = state.default_project.get().cloned();
        let project = project.ok_or_else(|| ApiError::unavailable("The server is starting."))?;
        let name = "anonymous".to_owned();
        return Ok(Sender { project, account: Account::default(), name });
    }
    Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key as a bearer token."))
}

/// The key in `Authorization: Bearer …` or `X-Api-Key`, where there is one.
pub(super) fn key_text(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let unreadable = |_| ApiError::new(ErrorCode::Unauthorized, "The API key is not plain text.");
    if let Some(value) = headers.get("x-api-key") {
        return value.to_str().map(|key| Some(key.trim())).map_err(unreadable);
    }
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(unreadable)?;
    match text.split_once(' ') {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(key.trim())),
        _ => Err(ApiError::new(ErrorCode::Unauthorized, "Only bearer tokens are understood.")),
    }
}

/// Finds a key; while the database is away that is nobody's fault but its own.
pub(super) async fn verify_key(state: &AppState, key: &str) -> Result<ApiKey, ApiError> {
    let hash = hash_token(key);
    if let Some(known) = state.keys.fresh(&hash) {
        return Ok(known);
    }
    let mut connection = state.pool.acquire().await?;
    let Some(found) = find_api_key(&mut connection, &hash).await? else {
        state.keys.forget(&hash);
        return Err(ApiError::new(ErrorCode::Unauthorized, "The API key is not known here."));
    };
    state.keys.put(hash, found.clone());
    Ok(found)
}

/// The same for ingest: while the database is away, a key that it knew within the last day will do,
/// since what comes with it goes to the spool.
async fn verify_for_ingest(state: &AppState, key: &str) -> Result<ApiKey, ApiError> {
    let away = match state.unless_away(verify_key(state, key)).await {
        None => ApiError::unavailable("The database is away, and the key cannot be verified."),
        Some(Err(error)) if error.code == ErrorCode::Unavailable => {
            if !state.turns_out_away().await {
                return Err(error);
            }
            error
        }
        Some(verified) => return verified,
    };
    state.keys.remembered(&hash_token(key)).ok_or(away)
}

/// Checks a scope; `admin` includes all others.
pub(crate) fn require(key: &ApiKey, scope: Scope) -> Result<(), ApiError> {
    if key.scopes.contains(&scope) || key.scopes.contains(&Scope::Admin) {
        return Ok(());
    }
    let detail = format!("The key \"{}\" lacks the scope {}.", key.label, scope.name());
    Err(ApiError::new(ErrorCode::Forbidden, detail))
}
