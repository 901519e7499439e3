//! The one place where errors become HTTP: RFC 9457 problems with a code from a closed list.

use std::fmt;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use farol_ingest::{BudgetError, IngestError};
use farol_storage::StorageError;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::TokenError;

/// What went wrong, as programs tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    Malformed,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    /// It is there already, or the last of its kind.
    Conflict,
    /// Another one has the name.
    NameTaken,
    /// It was changed meanwhile; the problem tells what it is now.
    VersionConflict,
    /// The execution has a review, which the problem names.
    ReviewExists,
    TooLarge,
    UnsupportedMediaType,
    /// A route that speaks WebSocket alone.
    UpgradeRequired,
    Invalid,
    RateLimited,
    /// A body that did not come on. Not 408, which OTLP clients take for final.
    TooSlow,
    /// More in flight than there is memory for.
    Overloaded,
    Unavailable,
    Internal,
}

/// A field that was well formed and yet not valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The parameter or the path of the field.
    pub(crate) field: String,
    pub(crate) detail: String,
}

/// The body of every error: `application/problem+json` of RFC 9457.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    code: ErrorCode,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// With `version_conflict`: what is there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    current: Option<Box<Value>>,
    /// With `review_exists`: the review that is there.
    #[serde(rename = "reviewId", skip_serializing_if = "Option::is_none")]
    review_id: Option<Uuid>,
}

/// An error on its way to a client.
#[derive(Clone, Debug)]
pub struct ApiError {
    pub(crate) code: ErrorCode,
    pub(crate) detail: String,
    pub(crate) errors: Vec<FieldError>,
    /// Seconds after which a request may be sent again, where its status says that it may.
    pub(crate) retry_after: u64,
    /// What is there now, where something else was to be changed.
    pub(crate) current: Option<Box<Value>>,
    /// The review that is there, where another one was to be made.
    pub(crate) review_id: Option<Uuid>,
}

impl ErrorCode {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict | Self::NameTaken | Self::VersionConflict | Self::ReviewExists => {
                StatusCode::CONFLICT
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::UpgradeRequired => StatusCode::UPGRADE_REQUIRED,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow | Self::Overloaded | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its name, as clients see it.
    pub(crate) fn name(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        let (detail, errors) = (detail.into(), Vec::new());
        Self { code, detail, errors, retry_after: 1, current: None, review_id: None }
    }

    /// The answer for what is absent and for what belongs to another project: nobody can tell
    /// the two apart.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("There is no such {what} in this project."))
    }

    /// The same for a project as a whole.
    pub(crate) fn no_project() -> Self {
        Self::new(ErrorCode::NotFound, "There is no such project.")
    }

    pub(crate) fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::invalid_fields(vec![FieldError { field: field.into(), detail: detail.into() }])
    }

    /// The answer where several fields may be wrong at once.
    pub(crate) fn invalid_fields(errors: Vec<FieldError>) -> Self {
        let details = errors.iter().map(|error| format!("{}: {}", error.field, error.detail));
        let detail = details.collect::<Vec<_>>().join("; ");
        Self { errors, ..Self::new(ErrorCode::Invalid, detail) }
    }

    pub(crate) fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::Unavailable, detail)
    }

    /// The headers that go with the code.
    pub(crate) fn headers(&self) -> Option<(header::HeaderName, HeaderValue)> {
        match self.code.status() {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                Some((header::RETRY_AFTER, self.retry_after.into()))
            }
            StatusCode::UPGRADE_REQUIRED => {
                Some((header::UPGRADE, HeaderValue::from_static("websocket")))
            }
            StatusCode::UNAUTHORIZED => {
                Some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"farol\"")))
            }
            _ => None,
        }
    }
}

/// The answer where the system gives no random bytes for a secret.
#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
pub(crate) fn no_secret(error: TokenError) -> ApiError {
    tracing::error!(%error, "no secret could be made");
    ApiError::new(ErrorCode::Internal, "No secret could be made.")
}

impl From<StorageError> for ApiError {
    /// The cause is logged here, once, and never sent.
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Deadline => {
                Self::unavailable("The query took too long. Narrow the time range or the filters.")
            }
            // U+0000, which no text of Postgres holds, or a number beyond its types.
            StorageError::Data(error) => {
                tracing::warn!(%error, "a query's value was refused");
                Self::new(ErrorCode::Invalid, "The database refuses a value of this request.")
            }
            error => {
                tracing::error!(%error, "a query failed");
                Self::unavailable("The database cannot answer right now.")
            }
        }
    }
}

impl From<IngestError> for ApiError {
    fn from(error: IngestError) -> Self {
        if let IngestError::OverBudget(error) = error {
            return error.into();
        }
        Self::unavailable(error.to_string())
    }
}

impl From<BudgetError> for ApiError {
    fn from(error: BudgetError) -> Self {
        match error {
            BudgetError::Busy => {
                Self::new(ErrorCode::Overloaded, "Too much is in flight. Try again in a moment.")
            }
            BudgetError::TooLarge(most) => {
                let detail =
                    format!("Unpacked and written out, the request is larger than {most} bytes.");
                Self::new(ErrorCode::TooLarge, detail)
            }
        }
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        StorageError::from(error).into()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let headers = self.headers();
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: self.detail,
            code: self.code,
            errors: self.errors,
            current: self.current,
            review_id: self.review_id,
        };
        let mut response = (status, Json(problem)).into_response();
        let problem_json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, problem_json);
        response.headers_mut().extend(headers);
        response
    }
}
