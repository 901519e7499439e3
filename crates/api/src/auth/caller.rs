//! Who asks: a key or a person, and from where.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_storage::{
    Actor, ApiKey, Origin, Project, Role, Scope, Session, find_access, find_session,
};

use super::{
    credential::{key_text, require, verify_key},
    hash_token,
};
use crate::{
    AppState,
    error::{ApiError, ErrorCode},
    session::session_token,
    source::Source,
};

/// Whoever has a credential, whatever it allows.
pub(crate) struct Caller {
    pub(crate) who: Who,
    address: Option<IpAddr>,
}

pub(crate) enum Who {
    Key(ApiKey),
    Person(Session),
}

/// A person with a session.
pub(crate) struct Person {
    pub(crate) session: Session,
    pub(crate) address: Option<IpAddr>,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    /// Where both are sent, the key decides.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Source(address) = Source::from_request_parts(parts, state).await?;
        let who = match key_text(&parts.headers)? {
            Some(key) => Who::Key(verify_key(state, key).await?),
            None => Who::Person(Person::from_request_parts(parts, state).await?.session),
        };
        Ok(Self { who, address })
    }
}

impl FromRequestParts<AppState> for Person {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Source(address) = Source::from_request_parts(parts, state).await?;
        let unauthorized = || {
            let detail = "Send an API key as a bearer token, or sign in.";
            ApiError::new(ErrorCode::Unauthorized, detail)
        };
        let token = session_token(&parts.headers).ok_or_else(unauthorized)?;
        let mut connection = state.pool.acquire().await?;
        let session = find_session(&mut connection, &hash_token(&token)).await?;
        session.map(|session| Self { session, address }).ok_or_else(unauthorized)
    }
}

impl Person {
    /// Who it is, for the audit trail.
    pub(crate) fn origin(&self) -> Origin<'_> {
        Origin { actor: Actor::User(&self.session.user.email), address: self.address }
    }
}

impl Caller {
    /// Who it is, for the audit trail.
    pub(crate) fn origin(&self) -> Origin<'_> {
        let actor = match &self.who {
            Who::Key(key) => Actor::Key(&key.label),
            Who::Person(session) => Actor::User(&session.user.email),
        };
        Origin { actor, address: self.address }
    }

    /// The project that is named, a key's own or a person's `default` where none is, if the caller has at least
    /// this role in it. One in which they have none at all is not there for them.
    pub(super) async fn enter(
        &self,
        state: &AppState,
        named: Option<String>,
        least: Role,
    ) -> Result<Project, ApiError> {
        match &self.who {
            Who::Key(key) => {
                require(key, scope_of(least))?;
                let own = &key.project;
                let foreign = named.is_some_and(|name| name != own.name);
                if foreign { Err(ApiError::no_project()) } else { Ok(own.clone()) }
            }
            Who::Person(session) => {
                let name = named.unwrap_or_else(|| "default".to_owned());
                let mut connection = state.pool.acquire().await?;
                let found = find_access(&mut connection, &session.user, &name).await?;
                let (project, role) = found.ok_or_else(ApiError::no_project)?;
                if role >= least {
                    return Ok(project);
                }
                let (own, least) = (role.name(), least.name());
                let detail =
                    format!("You are {own} of the project \"{name}\"; this takes {least}.");
                Err(ApiError::new(ErrorCode::Forbidden, detail))
            }
        }
    }
}

/// The scope that lets a key do what this role lets a person do.
const fn scope_of(role: Role) -> Scope {
    match role {
        Role::Viewer => Scope::Read,
        Role::Editor => Scope::Review,
        Role::Admin => Scope::Admin,
    }
}
