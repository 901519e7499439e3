//! Query parameters, strictly: an unknown one is refused by name.

mod interval;
mod split;

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_model::UnixNano;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::error::ApiError;

pub(crate) use self::{
    interval::{Interval, bucket_starts, bucket_width},
    split::{Conditions, WithConditions},
};

/// Reads the query into `T`, which denies unknown fields. `project` is everybody's: the credential
/// reads it.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

pub(crate) fn parse<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let own: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("project=")).collect();
    let own = own.join("&");
    let pairs = serde_html_form::Deserializer::from_bytes(own.as_bytes());
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let (path, detail) = (error.path().to_string(), error.inner().to_string());
        let named = |prefix| detail.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
        match (named("unknown field `"), named("missing field `")) {
            (Some(name), _) => ApiError::invalid(name, "is not a parameter of this route"),
            (_, Some(name)) => ApiError::invalid(name, "must be told"),
            _ => ApiError::invalid(path, detail),
        }
    })
}

/// The project that the query names.
pub(crate) fn project(parts: &Parts) -> Result<Option<String>, ApiError> {
    #[derive(Deserialize)]
    struct Named {
        project: Option<String>,
    }
    let named = serde_html_form::from_str(parts.uri.query().unwrap_or_default());
    let named: Named = named.map_err(|error| ApiError::invalid("project", error.to_string()))?;
    Ok(named.project)
}

/// The query of a route that has no parameters of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

/// A time in a query: RFC 3339, or nanoseconds since 1970 as a decimal number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time(pub(crate) UnixNano);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time = UnixNano::parse_rfc3339(&text).or_else(|| text.parse().ok().map(UnixNano));
        time.map(Self).ok_or_else(|| {
            serde::de::Error::custom(
                "must be an RFC 3339 time such as 2026-11-21T09:41:07Z, or nanoseconds since 1970",
            )
        })
    }
}

/// A page's size: 50 unless asked for, at most `most`.
pub(crate) fn limit(asked: Option<i64>, default: i64, most: i64) -> Result<i64, ApiError> {
    match asked {
        None => Ok(default),
        Some(limit) if (1..=most).contains(&limit) => Ok(limit),
        Some(_) => Err(ApiError::invalid("limit", format!("must be from 1 to {most}"))),
    }
}

/// A parameter in milliseconds as nanoseconds.
#[expect(clippy::cast_possible_truncation, reason = "checked to be far below 2^63")]
pub(crate) fn nanoseconds(field: &str, milliseconds: Option<f64>) -> Result<Option<i64>, ApiError> {
    match milliseconds {
        Some(value) if !(0.0..=1e12).contains(&value) => {
            Err(ApiError::invalid(field, "must be milliseconds from 0 to 10^12"))
        }
        value => Ok(value.map(|value| (value * 1e6).round() as i64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        #[serde(default)]
        status: Vec<String>,
        from: Option<Time>,
    }

    #[test]
    fn repeated_parameters_gather_and_the_project_is_let_through() {
        let asked: Asked = parse("status=error&project=p&status=running").unwrap();
        assert_eq!(asked.status, ["error", "running"]);
        assert!(asked.from.is_none());
    }

    #[test]
    fn errors_name_the_parameter() {
        let unknown = parse::<Asked>("colour=red").unwrap_err();
        assert_eq!(unknown.errors[0].field, "colour");
        let wrong = parse::<Asked>("from=yesterday").unwrap_err();
        assert_eq!(wrong.errors[0].field, "from");
    }
}
