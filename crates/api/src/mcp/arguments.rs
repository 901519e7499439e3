//! A tool's arguments, made into what its route reads: ids of the path, a query, a body.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    error::ApiError,
    query::{self, Conditions, Query, WithConditions},
};

/// Arguments by name; what is taken is gone, so that what is left belongs nowhere.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(super) fn new(arguments: Map<String, Value>) -> Self {
        // Models write null for what they do not mean.
        Self(arguments.into_iter().filter(|(_, value)| !value.is_null()).collect())
    }

    /// Where in the answer its page begins, in characters.
    pub(super) fn take_offset(&mut self) -> Result<usize, ApiError> {
        let Some(offset) = self.0.remove("offset") else { return Ok(0) };
        let offset = offset.as_u64().and_then(|offset| usize::try_from(offset).ok());
        offset.ok_or_else(|| ApiError::invalid("offset", "must be a whole number, 0 or more"))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// An id, which a path takes.
    pub(super) fn take_id(&mut self, name: &str) -> Result<String, ApiError> {
        match self.0.remove(name) {
            Some(Value::String(id)) if !id.is_empty() => Ok(id),
            Some(_) => Err(ApiError::invalid(name, "must be text that is not empty")),
            None => Err(ApiError::invalid(name, "is required")),
        }
    }

    /// Sets what the model left to its tool.
    pub(super) fn or_set(&mut self, name: &str, value: impl Into<Value>) {
        if !self.has(name) {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    /// All that is left, as the query of a route.
    pub(super) fn query<T: DeserializeOwned>(self) -> Result<Query<T>, ApiError> {
        query::parse(&self.encode()?).map(Query)
    }

    /// The same for a route that shares its conditions with others.
    pub(super) fn conditions<C, T>(self) -> Result<WithConditions<C, T>, ApiError>
    where
        C: Conditions,
        T: DeserializeOwned,
    {
        WithConditions::parse(&self.encode()?)
    }

    /// All that is left, as the body of a route.
    pub(super) fn body<T: DeserializeOwned>(self) -> Result<crate::json::Json<T>, ApiError> {
        crate::json::of_value(Value::Object(self.0)).map(crate::json::Json)
    }

    /// Refuses what is left by name.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        match self.0.keys().next() {
            Some(name) => Err(ApiError::invalid(name, "is not an argument of this tool")),
            None => Ok(()),
        }
    }

    fn encode(&self) -> Result<String, ApiError> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in &self.0 {
            match (&**name, value) {
                ("attributes" | "notAttributes", Value::Object(attributes)) => {
                    let prefix = if name == "attributes" { "attr." } else { "not.attr." };
                    for (key, value) in attributes {
                        add(&mut pairs, &format!("{prefix}{key}"), name, value)?;
                    }
                }
                // The project comes with the address, where it was checked.
                ("project", _) => {
                    return Err(ApiError::invalid(name, "is not an argument of this tool"));
                }
                _ => add(&mut pairs, name, name, value)?,
            }
        }
        serde_html_form::to_string(&pairs).map_err(|error| ApiError::invalid("", error.to_string()))
    }
}

fn add(
    pairs: &mut Vec<(String, String)>,
    key: &str,
    name: &str,
    value: &Value,
) -> Result<(), ApiError> {
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| match value {
            Value::Array(_) => Err(ApiError::invalid(name, "must not be a list of lists")),
            value => add(pairs, key, name, value),
        }),
        Value::String(text) => {
            pairs.push((key.to_owned(), text.clone()));
            Ok(())
        }
        Value::Number(_) | Value::Bool(_) => {
            pairs.push((key.to_owned(), value.to_string()));
            Ok(())
        }
        Value::Object(_) | Value::Null => Err(ApiError::invalid(
            name,
            "must be text, a number, true or false, or a list of these",
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn arguments(of: Value) -> Arguments {
        let Value::Object(of) = of else { panic!("{of}") };
        Arguments::new(of)
    }

    #[test]
    fn arguments_become_a_query() {
        let of = arguments(json!({"status": ["error", "running"], "limit": 5, "search": "a&b=c é",
            "hasMessages": true, "cursor": null, "attributes": {"tenant id": "7"}}));
        let query = of.encode().unwrap();
        assert_eq!(
            query,
            "attr.tenant+id=7&hasMessages=true&limit=5&search=a%26b%3Dc+%C3%A9&status=error&status=running"
        );
    }

    #[test]
    fn what_no_query_can_say_is_refused_by_name() {
        for wrong in [json!({"from": {"a": 1}}), json!({"from": [[1]]}), json!({"from": [null]})] {
            assert_eq!(arguments(wrong).encode().unwrap_err().errors[0].field, "from");
        }
        let other = arguments(json!({"project": "other"})).encode().unwrap_err();
        assert_eq!(other.errors[0].field, "project");
        for wrong in [json!(-1), json!("5"), json!(1.5)] {
            let offset = arguments(json!({"offset": wrong})).take_offset();
            assert_eq!(offset.unwrap_err().errors[0].field, "offset");
        }
        let wrong = arguments(json!({"id": 7})).take_id("id").unwrap_err();
        assert_eq!(wrong.errors[0].field, "id");
    }
}
