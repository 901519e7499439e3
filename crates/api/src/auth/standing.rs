//! The credential of whoever stays: looked at again from time to time.

use axum::{
    extract::FromRequestParts,
    http::{Request, request::Parts},
};
use farol_storage::Project;

use super::Reader;
use crate::{AppState, error::ErrorCode};

/// What a reader showed when they came, to be looked at again while they stay.
pub(crate) struct Standing(Parts);

impl Standing {
    pub(crate) fn of(parts: &Parts) -> Self {
        let (mut own, ()) = Request::new(()).into_parts();
        own.headers = parts.headers.clone();
        own.uri = parts.uri.clone();
        Self(own)
    }

    /// Whether it still lets its owner read this project. As long as nobody can tell, it does.
    pub(crate) async fn holds(&mut self, state: &AppState, project: &Project) -> bool {
        match Reader::from_request_parts(&mut self.0, state).await {
            Ok(reader) => reader.project.id == project.id,
            Err(error) => error.code == ErrorCode::Unavailable,
        }
    }
}

impl FromRequestParts<AppState> for Standing {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}
