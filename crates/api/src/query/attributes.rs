//! Parameters named after attributes: `attr.<key>=<value>` and `not.attr.<key>=<value>`.

use axum::{extract::FromRequestParts, http::request::Parts};
use farol_storage::AttributeCondition;
use serde::de::DeserializeOwned;

use super::parse;
use crate::error::ApiError;

/// Conditions that one query may hold.
const MOST: usize = 20;

/// Bytes that a key or a value may have.
const LONGEST: usize = 1_024;

/// Parameters that stand beside those of a filter: serde cannot flatten one into the other and still
/// refuse what neither knows.
pub(crate) trait Paging: DeserializeOwned {
    const NAMES: &'static [&'static str];
}

/// Reads the query into a filter, what stands beside it, and conditions on attributes, of which the
/// values of one key are alternatives.
pub(crate) struct FilterQuery<T, P>(pub(crate) T, pub(crate) P, pub(crate) Vec<AttributeCondition>);

impl<T: DeserializeOwned, P: Paging, S: Sync> FromRequestParts<S> for FilterQuery<T, P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let (own, conditions) = split(parts.uri.query().unwrap_or_default())?;
        let beside = |pair: &&str| P::NAMES.contains(&pair.split('=').next().unwrap_or_default());
        let (paging, own): (Vec<&str>, Vec<&str>) = own.split('&').partition(beside);
        Ok(Self(parse(&own.join("&"))?, parse(&paging.join("&"))?, conditions))
    }
}

/// Takes the conditions on attributes out of a query.
fn split(query: &str) -> Result<(String, Vec<AttributeCondition>), ApiError> {
    let mut conditions: Vec<AttributeCondition> = Vec::new();
    let mut own = Vec::new();
    for pair in query.split('&') {
        let mut named = serde_html_form::from_str::<Vec<(String, String)>>(pair)
            .map_err(|error| ApiError::invalid("query", error.to_string()))?;
        let Some((name, value)) = named.pop() else { continue };
        let (negated, key) = match name.strip_prefix("not.attr.") {
            Some(key) => (true, Some(key)),
            None => (false, name.strip_prefix("attr.")),
        };
        let Some(key) = key else {
            own.push(pair);
            continue;
        };
        if key.is_empty() {
            return Err(ApiError::invalid(name, "lacks the attribute's key: attr.<key>=<value>"));
        }
        if key.len() > LONGEST || value.len() > LONGEST {
            let detail = format!("key and value may have {LONGEST} bytes each");
            return Err(ApiError::invalid(name, detail));
        }
        let same = |of: &&mut AttributeCondition| of.key == key && of.negated == negated;
        if let Some(condition) = conditions.iter_mut().find(same) {
            condition.values.push(value);
        } else {
            let key = key.to_owned();
            conditions.push(AttributeCondition { key, values: vec![value], negated });
        }
        if conditions.iter().map(|of| of.values.len()).sum::<usize>() > MOST {
            let detail = format!("one query may name {MOST} values of attributes");
            return Err(ApiError::invalid(name, detail));
        }
    }
    Ok((own.join("&"), conditions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_apart_from_parameters() {
        let (own, conditions) =
            split("name=a%26b&attr.user.id=7&not.attr.e%6Ev=test&attr.user.id=8+9&limit=5")
                .unwrap();
        assert_eq!(own, "name=a%26b&limit=5");
        let condition = |key: &str, values: &[&str], negated| AttributeCondition {
            key: key.to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
            negated,
        };
        let expected =
            [condition("user.id", &["7", "8 9"], false), condition("env", &["test"], true)];
        assert_eq!(conditions, expected);
        assert_eq!(split("").unwrap().1, []);
        assert_eq!(split("attr.=1").unwrap_err().errors[0].field, "attr.");
        assert!(split(&"attr.a=1&".repeat(MOST + 1)).is_err());
    }
}
