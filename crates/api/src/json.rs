//! JSON bodies of requests to Farol's own API, strictly: an unknown field is refused by name.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, error::Category};

use crate::error::{ApiError, ErrorCode, FieldError};

/// Reads the body into `T`, which denies unknown fields.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            let detail = "The content type must be application/json.";
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, detail));
        }
        let body = Bytes::from_request(request, state).await.map_err(|error| {
            let detail = error.body_text();
            let too_large = error.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE;
            let code = if too_large { ErrorCode::TooLarge } else { ErrorCode::Malformed };
            ApiError::new(code, detail)
        })?;
        let mut json = serde_json::Deserializer::from_slice(&body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| invalid(&error))?;
        json.end().map_err(|error| ApiError::new(ErrorCode::Malformed, error.to_string()))?;
        Ok(Self(value))
    }
}

/// Reads a value as a body is read.
pub(crate) fn of_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, ApiError> {
    serde_path_to_error::deserialize(value).map_err(|error| invalid(&error))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// Reads a value that is part of something else, whose errors are told at its place.
pub(crate) fn read_part<T: DeserializeOwned>(part: &Value, at: &str) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(part).map_err(|error| {
        let FieldError { field, detail } = misfit(error.path(), error.inner());
        let field = match field.as_str() {
            "." => at.to_owned(),
            list if list.starts_with('[') => format!("{at}{list}"),
            name => format!("{at}.{name}"),
        };
        FieldError { field, detail }
    })
}

/// Tells text that is no JSON from JSON that does not fit, and names the field that does not.
fn invalid(error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    if error.inner().classify() != Category::Data {
        return ApiError::new(ErrorCode::Malformed, error.inner().to_string());
    }
    let FieldError { field, detail } = misfit(error.path(), error.inner());
    ApiError::invalid(field, detail)
}

fn misfit(path: &serde_path_to_error::Path, error: &serde_json::Error) -> FieldError {
    let (path, detail) = (path.to_string(), error.to_string());
    // What is missing has no path of its own.
    let missing = detail.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let field = match (&*path, missing) {
        (".", Some(name)) => name.to_owned(),
        (path, Some(name)) => format!("{path}.{name}"),
        (path, None) => path.to_owned(),
    };
    FieldError { field, detail }
}
