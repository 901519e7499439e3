//! Who may look after the whole installation.

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_storage::{Actor, ApiKey, Project, Scope, list_projects};
use sqlx::PgConnection;

use super::{
    Person,
    credential::{key_text, require, verify_key},
};
use crate::{AppState, error::ApiError};

/// A key with the scope `admin`, or a person.
pub(crate) enum Administrator {
    Key(ApiKey),
    Person { email: String },
}

impl FromRequestParts<AppState> for Administrator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(key) = key_text(&parts.headers)? {
            let key = verify_key(state, key).await?;
            require(&key, Scope::Admin)?;
            return Ok(Self::Key(key));
        }
        let person = Person::from_request_parts(parts, state).await?;
        Ok(Self::Person { email: person.session.user.email })
    }
}

impl Administrator {
    /// Who it is, for the audit trail.
    pub(crate) fn actor(&self) -> Actor<'_> {
        match self {
            Self::Key(key) => Actor::Key(&key.label),
            Self::Person { email } => Actor::User(email),
        }
    }

    /// A project by its name: a key's own, or any for a person.
    pub(crate) async fn project(
        &self,
        connection: &mut PgConnection,
        name: &str,
    ) -> Result<Project, ApiError> {
        let found = match self {
            Self::Key(key) => Some(key.project.clone()),
            Self::Person { .. } => {
                list_projects(connection).await?.into_iter().find(|project| project.name == name)
            }
        };
        found.filter(|project| project.name == name).ok_or_else(|| ApiError::not_found("project"))
    }
}
