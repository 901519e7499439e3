//! Queries of routes that share a set of conditions: its parameters are read apart from the route's own, and
//! both strictly. Conditions on attributes have the attribute's key in their name: `attr.tenant_id=7`.

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_storage::AttributeCondition;
use serde::de::DeserializeOwned;

use super::parse;
use crate::error::ApiError;

/// Conditions on attributes that a query may have.
const MOST_CONDITIONS: usize = 32;

/// Bytes of a key.
const LONGEST_KEY: usize = 500;

/// A set of conditions that several routes know.
pub(crate) trait Conditions: DeserializeOwned {
    /// The names of its parameters.
    const NAMES: &'static [&'static str];
    /// Whether attributes can be asked for.
    const HAS_ATTRIBUTES: bool = true;
}

/// The shared conditions, those on attributes, and a route's own parameters.
pub(crate) struct WithConditions<C, T> {
    pub(crate) conditions: C,
    pub(crate) attributes: Vec<AttributeCondition>,
    pub(crate) not_attributes: Vec<AttributeCondition>,
    pub(crate) own: T,
}

impl<C: Conditions, T: DeserializeOwned, S: Sync> FromRequestParts<S> for WithConditions<C, T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        read(parts.uri.query().unwrap_or_default())
    }
}

impl<C: Conditions, T: DeserializeOwned> WithConditions<C, T> {
    /// Reads a query.
    pub(crate) fn parse(query: &str) -> Result<Self, ApiError> {
        read(query)
    }
}

fn read<C: Conditions, T: DeserializeOwned>(query: &str) -> Result<WithConditions<C, T>, ApiError> {
    let malformed =
        |error: serde_html_form::de::Error| ApiError::invalid("query", error.to_string());
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).map_err(malformed)?;
    let (mut shared, mut own) = (Vec::new(), Vec::new());
    let (mut attributes, mut not_attributes) = (Vec::new(), Vec::new());
    for (name, value) in pairs {
        if let Some(key) = name.strip_prefix("attr.").filter(|_| C::HAS_ATTRIBUTES) {
            add(&mut attributes, key, value)?;
        } else if let Some(key) = name.strip_prefix("not.attr.").filter(|_| C::HAS_ATTRIBUTES) {
            add(&mut not_attributes, key, value)?;
        } else if C::NAMES.contains(&&*name) {
            shared.push((name, value));
        } else {
            own.push((name, value));
        }
    }
    if attributes.len() + not_attributes.len() > MOST_CONDITIONS {
        let detail = format!("at most {MOST_CONDITIONS} attributes can be asked for");
        return Err(ApiError::invalid("attr", detail));
    }
    let (conditions, own) = (reread(&shared)?, reread(&own)?);
    Ok(WithConditions { conditions, attributes, not_attributes, own })
}

fn reread<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, ApiError> {
    let written = serde_html_form::to_string(pairs);
    let written = written.map_err(|error| ApiError::invalid("query", error.to_string()))?;
    parse(&written)
}

/// Several values of a key are alternatives.
fn add(conditions: &mut Vec<AttributeCondition>, key: &str, value: String) -> Result<(), ApiError> {
    if key.len() > LONGEST_KEY {
        let detail = format!("an attribute's key has at most {LONGEST_KEY} bytes");
        return Err(ApiError::invalid("attr", detail));
    }
    match conditions.iter_mut().find(|of| of.key == key) {
        Some(condition) => condition.values.push(value),
        None => conditions.push(AttributeCondition { key: key.to_owned(), values: vec![value] }),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shared {
        #[serde(default)]
        level: Vec<String>,
    }

    impl Conditions for Shared {
        const NAMES: &'static [&'static str] = &["level"];
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Own {
        limit: Option<i64>,
    }

    #[test]
    fn each_parameter_goes_where_it_belongs() {
        let query = "attr.a%20b=1&level=x&project=p&limit=3&attr.a+b=%26&not.attr.=&level=y";
        let read: WithConditions<Shared, Own> =
            read(query).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(
            (read.conditions.level, read.own.limit),
            (vec!["x".into(), "y".into()], Some(3))
        );
        let condition = |key: &str, values: &[&str]| AttributeCondition {
            key: key.into(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        assert_eq!(read.attributes, [condition("a b", &["1", "&"])]);
        assert_eq!(read.not_attributes, [condition("", &[""])]);
    }

    #[test]
    fn what_belongs_nowhere_is_refused_by_name() {
        for (query, field) in [("colour=red", "colour"), ("limit=x", "limit"), ("attr=1", "attr")] {
            let error = read::<Shared, Own>(query).err().unwrap();
            assert_eq!(error.errors[0].field, field);
        }
        let long = format!("attr.{}=1", "x".repeat(501));
        assert_eq!(read::<Shared, Own>(&long).err().unwrap().errors[0].field, "attr");
    }
}
