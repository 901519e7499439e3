//! Who may look after the whole installation.

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_storage::Scope;

use super::{
    Person,
    credential::{key_text, require, verify_key},
};
use crate::{AppState, error::ApiError};

/// A key with the scope `admin`, or a person.
pub(crate) struct Administrator;

impl FromRequestParts<AppState> for Administrator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(key) = key_text(&parts.headers)? {
            require(&verify_key(state, key).await?, Scope::Admin)?;
        } else {
            Person::from_request_parts(parts, state).await?;
        }
        Ok(Self)
    }
}
