//! What a handler asks of its caller, one extractor for each permission: a handler that names one in its
//! signature is never called without.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use farol_storage::{Project, Role, Scope};

use super::{
    caller::{Caller, Who},
    credential::require,
};
use crate::{
    AppState,
    error::{ApiError, ErrorCode},
    query,
};

/// Whoever may read a project: a key with the scope `read`, or a viewer, who names the project in the
/// query (`default` unless named).
pub(crate) struct Reader {
    pub(crate) project: Project,
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let named = query::project(parts)?;
        let caller = Caller::from_request_parts(parts, state).await?;
        let project = caller.enter(state, named, Role::Viewer).await?;
        Ok(Self { project, caller })
    }
}

/// Whoever may keep something for themselves: a key with the scope `review`, or a viewer.
pub(crate) struct Writer {
    pub(crate) project: Project,
    pub(crate) caller: Caller,
    /// Whether they may keep it for the project, which takes an editor, or else what to answer.
    pub(crate) may_share: Result<(), ApiError>,
}

impl FromRequestParts<AppState> for Writer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let named = query::project(parts)?;
        let caller = Caller::from_request_parts(parts, state).await?;
        match (caller.enter(state, named.clone(), Role::Editor).await, &caller.who) {
            (Ok(project), _) => Ok(Self { project, caller, may_share: Ok(()) }),
            (Err(error), Who::Person(_)) if error.code == ErrorCode::Forbidden => {
                let project = caller.enter(state, named, Role::Viewer).await?;
                Ok(Self { project, caller, may_share: Err(error) })
            }
            (Err(error), _) => Err(error),
        }
    }
}

/// Whoever may change what is the project's: a key with the scope `review`, or an editor.
pub(crate) struct Editor {
    pub(crate) project: Project,
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for Editor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let named = query::project(parts)?;
        let caller = Caller::from_request_parts(parts, state).await?;
        let project = caller.enter(state, named, Role::Editor).await?;
        Ok(Self { project, caller })
    }
}

/// Whoever looks after the project that the path names: a key of it with the scope `admin`, or an admin.
pub(crate) struct ProjectAdmin {
    pub(crate) project: Project,
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for ProjectAdmin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let path = RawPathParams::from_request_parts(parts, state).await;
        let path = path.map_err(|error| ApiError::new(ErrorCode::Malformed, error.body_text()))?;
        let named = path.iter().find(|(name, _)| *name == "project");
        let named = named.map(|(_, value)| value.to_owned()).ok_or_else(ApiError::no_project)?;
        let project = caller.enter(state, Some(named), Role::Admin).await?;
        Ok(Self { project, caller })
    }
}

/// Whoever may read the audit trail: an owner all of it, or that of the project which the query names; others
/// that of a project which they look after (`default`, or a key's own, unless named).
pub(crate) struct Auditor {
    /// `None`: all of it.
    pub(crate) project: Option<Project>,
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for Auditor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let named = query::project(parts)?;
        let caller = Caller::from_request_parts(parts, state).await?;
        let owner = matches!(&caller.who, Who::Person(session) if session.user.owner);
        if owner && named.is_none() {
            return Ok(Self { project: None, caller });
        }
        let project = caller.enter(state, named, Role::Admin).await?;
        Ok(Self { project: Some(project), caller })
    }
}

/// Whoever may see to the machinery: a key with the scope `admin`, or an owner.
pub(crate) struct Operator {
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        match &caller.who {
            Who::Key(key) => require(key, Scope::Admin)?,
            Who::Person(session) if session.user.owner => {}
            Who::Person(_) => return Err(owners_only()),
        }
        Ok(Self { caller })
    }
}

/// An owner.
pub(crate) struct Owner {
    pub(crate) caller: Caller,
}

impl FromRequestParts<AppState> for Owner {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        match &caller.who {
            Who::Person(session) if session.user.owner => Ok(Self { caller }),
            _ => Err(owners_only()),
        }
    }
}

fn owners_only() -> ApiError {
    ApiError::new(ErrorCode::Forbidden, "This is for owners of the installation.")
}
