//! Business events as a policy leaves them.

use farol_model::Event;

use super::{METADATA, cut_attributes, replace};
use crate::{Change, Redactor, Verbosity, metadata::strip_long, rewrite::Rewriter};

/// What an event's properties are called in paths and pointers.
const PROPERTIES: &str = "properties";

impl Redactor {
    /// Applies the policy to an event, and tells what it changed.
    pub fn event(&self, event: &mut Event) -> Vec<Change> {
        let mut changes = Vec::new();
        self.event_itself(event, Some(&mut changes));
        changes
    }

    pub(super) fn event_itself(&self, event: &mut Event, changes: Option<&mut Vec<Change>>) {
        let mut walk = Rewriter::new(self, changes);
        if self.verbosity == Verbosity::Metadata {
            strip(&mut walk, event);
        }
        if self.has_rules() {
            redact(&mut walk, event);
        }
        if self.verbosity == Verbosity::Standard {
            cut_attributes(&mut walk, PROPERTIES, &mut event.properties, self.max_length);
        }
    }
}

fn strip(walk: &mut Rewriter<'_>, event: &mut Event) {
    let stripped = event.properties.as_ref().and_then(|json| strip_long(json.as_str()));
    let Some((left, gone)) = stripped else { return };
    for key in gone {
        walk.note_member(&[PROPERTIES], &key, METADATA);
    }
    replace(&mut event.properties, Some(left));
}

fn redact(walk: &mut Rewriter<'_>, event: &mut Event) {
    let none = [("", None), ("", None)];
    let properties = event.properties.as_ref();
    let properties = properties.and_then(|json| walk.attributes(PROPERTIES, json.as_str(), none));
    replace(&mut event.properties, properties);
    if let Some(changed) = walk.text("name", &event.name) {
        event.name = changed;
    }
    for (part, id) in [
        ("threadId", &mut event.thread_id),
        ("agentId", &mut event.agent_id),
        ("idempotencyKey", &mut event.idempotency_key),
    ] {
        let Some(own) = id else { continue };
        let redactor = walk.redactor;
        if let Some(changed) = walk.text(part, own) {
            *id = Some(redactor.disguise(own, &changed));
        }
    }
}

#[cfg(test)]
mod tests {
    use farol_model::JsonText;
    use serde_json::json;

    use super::*;
    use crate::{Policy, Preset, Rule};

    const CPF: &str = "529.982.247-25";

    fn cpf() -> Rule {
        Rule { preset: Some(Preset::Cpf), ..Rule::default() }
    }

    fn redactor(rules: Vec<Rule>) -> Redactor {
        Redactor::new(&Policy { rules, ..Policy::default() }, b"salt").unwrap()
    }

    fn verbose(verbosity: Verbosity) -> Redactor {
        let policy = Policy { verbosity, max_length: 100, ..Policy::default() };
        Redactor::new(&policy, b"salt").unwrap()
    }

    #[test]
    fn events_lose_what_rules_find_and_stay_together() {
        let event = || Event {
            name: format!("call {CPF}"),
            thread_id: Some(CPF.to_owned()),
            execution_id: Some("order-7".to_owned()),
            idempotency_key: Some(CPF.to_owned()),
            properties: Some(JsonText::of(
                &json!({"cpf": 52_998_224_725_i64, "password": "hunter2", "deep": {"a": ["secret"]}, "n": 1.0}),
            )),
            ..Event::default()
        };
        let mut redacted = event();
        let password = Rule { keys: vec!["password".to_owned()], ..Rule::default() };
        let deep = Rule { path: Some("$.properties.deep.a[*]".to_owned()), ..Rule::default() };
        let changes = redactor(vec![cpf(), password, deep]).event(&mut redacted);
        assert_eq!(redacted.name, "call [cpf]");
        assert_eq!(
            redacted.properties.unwrap().as_str(),
            r#"{"cpf":"[cpf]","deep":{"a":["[redacted]"]},"n":1.0,"password":"[redacted]"}"#
        );
        // The same key is known again, and nobody learns the number from it.
        assert!(redacted.idempotency_key.as_ref().unwrap().starts_with("[cpf]-"));
        assert_eq!(redacted.idempotency_key, redacted.thread_id);
        assert_eq!(redacted.execution_id.as_deref(), Some("order-7"));
        let pointers: Vec<&str> = changes.iter().map(|change| change.pointer.as_str()).collect();
        let expected = ["/properties/cpf", "/properties/deep/a/0", "/properties/password", "/name"];
        assert_eq!(pointers, [&expected[..], &["/threadId", "/idempotencyKey"]].concat());
        let mut events = [event()];
        redactor(vec![cpf()]).request(&mut [], &mut [], &mut events);
        assert!(!serde_json::to_string(&events).unwrap().contains(CPF));
    }

    #[test]
    fn of_events_metadata_keeps_what_they_are_counted_by() {
        let mut event = Event {
            properties: Some(JsonText::of(&json!({
                "answer": "yes", "message": "x".repeat(300), "nested": {"a": 1}, "list": [1], "n": 5, "ok": true,
            }))),
            ..Event::default()
        };
        let changes = verbose(Verbosity::Metadata).event(&mut event);
        assert_eq!(event.properties.unwrap().as_str(), r#"{"answer":"yes","n":5,"ok":true}"#);
        assert_eq!((changes.len(), &*changes[0].rule), (3, "verbosity: metadata"));
        let mut event = Event {
            properties: Some(JsonText::of(&json!({"long": "x".repeat(300), "short": "y"}))),
            ..Event::default()
        };
        verbose(Verbosity::Standard).event(&mut event);
        let left = event.properties.unwrap().into_string();
        assert!(
            left.len() < 250 && left.contains("more bytes]") && left.contains(r#""short":"y""#),
            "{left}"
        );
    }
}
