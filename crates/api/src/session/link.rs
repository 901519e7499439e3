//! `/sign-in?token=…`: the one-time link.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use farol_storage::use_sign_in_link;
use serde::Deserialize;

use super::cookie::open_session;
use crate::{
    AppState, auth::hash_token, error::ApiError, own_address::OwnAddress, portal, query::Query,
    source::Source,
};

/// The portal's page has parameters of its own, which are none of the server's.
#[derive(Deserialize)]
pub(super) struct LinkQuery {
    token: Option<String>,
    problem: Option<String>,
}

/// Uses a one-time sign-in link up and goes on to the portal.
#[utoipa::path(get, path = "/sign-in", tag = "session", params(("token" = Option<String>, Query)),
    responses((status = 303)))]
pub(super) async fn follow_sign_in_link(
    State(state): State<AppState>,
    source: Source,
    own: OwnAddress,
    headers: HeaderMap,
    Query(query): Query<LinkQuery>,
) -> Result<Response, ApiError> {
    let (Some(token), None) = (query.token, query.problem) else {
        return Ok(portal::index(&headers));
    };
    let mut transaction = state.pool.begin().await?;
    let Some(user) = use_sign_in_link(&mut transaction, &hash_token(&token)).await? else {
        return Ok(Redirect::to("/sign-in?problem=expired").into_response());
    };
    let cookie = open_session(&mut transaction, &user, "link", &headers, &own, source).await?;
    transaction.commit().await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}
