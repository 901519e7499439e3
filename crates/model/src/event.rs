//! A business event, as `track()` tells it.

use std::borrow::Cow;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{JsonText, TraceId, UnixNano};

/// One event, decoded, ready to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Event {
    pub name: String,
    /// The event's own time, else when it was received.
    pub time: UnixNano,
    /// Order of arrival, as for spans.
    pub arrival: i64,
    /// The trace of the execution that it names.
    pub trace_id: Option<TraceId>,
    /// The caller's own id of the execution, as sent.
    pub execution_id: Option<String>,
    pub thread_id: Option<String>,
    pub agent_id: Option<String>,
    /// The client's own key: of events with the same one, a project keeps the first.
    pub idempotency_key: Option<String>,
    /// A JSON object.
    pub properties: Option<JsonText>,
}

/// The value of a property, as far as queries look at it.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'e> {
    Text(Cow<'e, str>),
    /// Finite.
    Number(f64),
    Boolean(bool),
    /// A list, an object, or a number that is none: stored, never queried by value.
    Other,
}

impl Event {
    /// Bytes that the event takes when it is written, roughly.
    pub fn weight(&self) -> usize {
        let texts = [&self.execution_id, &self.thread_id, &self.agent_id, &self.idempotency_key];
        size_of::<Self>()
            + self.name.len()
            + texts.into_iter().flatten().map(String::len).sum::<usize>()
            + self.properties.as_ref().map_or(0, |text| text.as_str().len())
    }

    /// The properties that can be queried: those of its own that are not null, each once (of those with the
    /// same name, the last), in the order of their names; and `agentId`, unless a property has that name.
    pub fn scalars(&self) -> Vec<(Cow<'_, str>, Scalar<'_>)> {
        let properties = self.properties.as_ref().map(JsonText::as_str);
        scalars(properties, self.agent_id.as_deref())
    }
}

/// As [`Event::scalars`], of an event that was read.
pub fn scalars<'e>(
    properties: Option<&'e str>,
    agent_id: Option<&'e str>,
) -> Vec<(Cow<'e, str>, Scalar<'e>)> {
    let mut found = Vec::new();
    if let Some(properties) = properties {
        // What was vouched for is read to its end; of anything else, what stands before the damage counts.
        let _ =
            serde_json::Deserializer::from_str(properties).deserialize_map(Properties(&mut found));
    }
    if let Some(agent) = agent_id {
        // In front, so that a property of the name comes later and wins.
        found.insert(0, (Cow::Borrowed("agentId"), Some(Scalar::Text(Cow::Borrowed(agent)))));
    }
    // Stable: of equal names, the last is the last.
    found.sort_by(|one, next| one.0.cmp(&next.0));
    found.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 = later.1.take();
        }
        same
    });
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// `None` for null.
struct Properties<'f, 'e>(&'f mut Vec<(Cow<'e, str>, Option<Scalar<'e>>)>);

impl<'e> Visitor<'e> for Properties<'_, 'e> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'e>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Text)? {
            self.0.push((name, map.next_value_seed(Value)?));
        }
        Ok(())
    }
}

/// Text, borrowed where nothing in it is escaped.
struct Text;

impl<'e> DeserializeSeed<'e> for Text {
    type Value = Cow<'e, str>;

    fn deserialize<D: Deserializer<'e>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'e> Visitor<'e> for Text {
    type Value = Cow<'e, str>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E>(self, text: &'e str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

struct Value;

impl<'e> DeserializeSeed<'e> for Value {
    type Value = Option<Scalar<'e>>;

    fn deserialize<D: Deserializer<'e>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

#[expect(clippy::cast_precision_loss, reason = "queries compute with floating-point numbers")]
impl<'e> Visitor<'e> for Value {
    type Value = Option<Scalar<'e>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Number(value as f64)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        // Zero has one sign.
        Ok(Some(if value.is_finite() { Scalar::Number(value + 0.0) } else { Scalar::Other }))
    }

    fn visit_borrowed_str<E>(self, text: &'e str) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'e>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(Scalar::Other))
    }

    fn visit_map<A: MapAccess<'e>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some(Scalar::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_one_level_deep() {
        let properties = r#"{"b":null,"z":[1,{"y":2}],"a":"x","n":-0.0,"a":"t\u00e9xt","t":true,
            "big":18446744073709551615,"o":{"p":{}},"n2":1e3}"#;
        let found = scalars(Some(properties), Some("agent-1"));
        let expected = [
            ("a", Scalar::Text("téxt".into())),
            ("agentId", Scalar::Text("agent-1".into())),
            ("big", Scalar::Number(18_446_744_073_709_551_615.0)),
            ("n", Scalar::Number(0.0)),
            ("n2", Scalar::Number(1000.0)),
            ("o", Scalar::Other),
            ("t", Scalar::Boolean(true)),
            ("z", Scalar::Other),
        ];
        assert_eq!(found, expected.map(|(name, value)| (Cow::Borrowed(name), value)));
        let Scalar::Number(zero) = found[3].1 else { unreachable!() };
        assert!(zero.is_sign_positive());
    }

    #[test]
    fn a_property_of_the_agents_name_wins() {
        let found = scalars(Some(r#"{"agentId":7}"#), Some("x"));
        assert_eq!(found, [(Cow::Borrowed("agentId"), Scalar::Number(7.0))]);
        assert!(scalars(Some(r#"{"agentId":null}"#), Some("x")).is_empty());
        assert_eq!(scalars(None, None), []);
    }
}
