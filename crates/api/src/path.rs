//! Parameters in the path, whose errors are worded as all others.

use axum::{
    extract::{FromRequestParts, Path as AxumPath},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, ErrorCode};

/// Reads the path's parameters into `T`.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumPath::from_request_parts(parts, state).await;
        read.map(|AxumPath(parameters)| Self(parameters))
            .map_err(|error| ApiError::new(ErrorCode::Malformed, error.body_text()))
    }
}
