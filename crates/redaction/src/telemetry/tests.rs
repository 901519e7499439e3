use farol_model::{JsonNode, SpanError};
use serde_json::{Value, json};

use super::*;
use crate::{Policy, Preset, Rule};

const CPF: &str = "529.982.247-25";
const CARD: &str = "4111 1111 1111 1111";

fn text(value: &Value) -> JsonText {
    JsonText::vouched(value.to_string())
}

fn preset(preset: Preset) -> Rule {
    Rule { preset: Some(preset), ..Rule::default() }
}

fn keys(keys: &[&str]) -> Rule {
    Rule { keys: keys.iter().map(|&key| key.to_owned()).collect(), ..Rule::default() }
}

fn path(path: &str) -> Rule {
    Rule { path: Some(path.to_owned()), ..Rule::default() }
}

fn redactor(rules: Vec<Rule>) -> Redactor {
    Redactor::new(&Policy { rules, ..Policy::default() }, b"salt").unwrap()
}

fn verbose(verbosity: Verbosity, max_length: usize) -> Redactor {
    let policy = Policy { verbosity, max_length, ..Policy::default() };
    Redactor::new(&policy, b"salt").unwrap()
}

/// A span that tells a CPF wherever it can.
fn telling() -> Span {
    let said = format!("meu CPF é {CPF}");
    let resource = json!({"attributes": {"host": CPF}});
    Span {
        name: format!("check {CPF}"),
        status_message: Some(said.clone()),
        error: Some(SpanError {
            message: Some(said.clone()),
            stack: Some(said.clone()),
            ..SpanError::default()
        }),
        user_id: Some(CPF.to_owned()),
        thread_id: Some(CPF.to_owned()),
        entity_value: Some(CPF.to_owned()),
        input: Payload::Json(text(&json!({"messages": [{"role": "user", "content": said}]}))),
        output: Payload::Attribute("output.value".to_owned()),
        attributes: Some(text(&json!({
            "output.value": json!({"cpf": 52_998_224_725_i64, "ok": 1.0}).to_string(),
            "deep": [[{"a": said}]],
            "number": 7,
        }))),
        events: Some(text(
            &json!([{"name": "exception", "attributes": {"exception.message": said}}]),
        )),
        node: Some(Box::new(JsonNode {
            metadata: Some(text(&json!({"note": said}))),
            ..JsonNode::default()
        })),
        resource: Arc::new(Resource { resource: Some(text(&resource)), ..Resource::default() }),
        ..Span::default()
    }
}

#[test]
fn nothing_that_a_preset_finds_is_left_anywhere() {
    let mut span = telling();
    let changes = redactor(vec![preset(Preset::Cpf)]).span(&mut span);
    let left = serde_json::to_string(&span).unwrap();
    let resource = format!("{:?}", span.resource);
    for all in [&left, &resource] {
        assert!(!all.contains(CPF) && !all.contains("52998224725"), "{all}");
    }
    assert_eq!(span.name, "check [cpf]");
    assert!(left.contains(r#"\"ok\":1.0"#) && left.contains("\"number\":7"), "{left}");
    // The same person's, and not a number that somebody could try.
    let thread = span.thread_id.unwrap();
    assert!(thread.starts_with("[cpf]-") && thread.len() > 12, "{thread}");
    assert_eq!(span.user_id.as_ref(), Some(&thread));
    let pointers: Vec<&str> = changes.iter().map(|change| change.pointer.as_str()).collect();
    for expected in [
        "/attributes/output.value/cpf",
        "/attributes/deep/0/0/a",
        "/input/messages/0/content",
        "/error.stack",
        "/resource/attributes/host",
    ] {
        assert!(pointers.contains(&expected), "{expected}: {pointers:?}");
    }
    assert!(changes.iter().all(|change| change.rule == "cpf"));
}

#[test]
fn keys_are_found_at_any_depth_and_their_values_wherever_else_they_stand() {
    let mut span = Span {
        user_id: Some("ana-77".to_owned()),
        input: Payload::Json(text(&json!({"who": "ana-77", "Password": {"old": 1}, "n": null}))),
        attributes: Some(text(&json!({
            "user.id": "ana-77",
            "http.request.header.authorization": "abc",
            "passwords": "stays",
            "nested": "{\"password\":\"hunter2\",\"x\":[1e3]}",
        }))),
        ..Span::default()
    };
    redactor(vec![keys(&["user.id", "PASSWORD", "*authorization"])]).span(&mut span);
    assert_eq!(
        span.attributes.unwrap().as_str(),
        r#"{"http.request.header.authorization":"[redacted]","nested":"{\"password\":\"[redacted]\",\"x\":[1e3]}","passwords":"stays","user.id":"[redacted]"}"#
    );
    let Payload::Json(input) = span.input else { panic!("a payload of its own") };
    assert_eq!(input.as_str(), r#"{"Password":"[redacted]","n":null,"who":"[redacted]"}"#);
    assert!(span.user_id.unwrap().starts_with("[redacted]-"));
}

#[test]
fn paths_name_payloads_wherever_they_are_stored() {
    let rules = || {
        vec![path("$.input.cliente.cpf"), path("$.attributes.user.email"), path("$.error.message")]
    };
    let attributes =
        json!({"input.value": {"cliente": {"cpf": 1, "nome": "x"}}, "user.email": "e"});
    let mut span = Span {
        input: Payload::Attribute("input.value".to_owned()),
        attributes: Some(text(&attributes)),
        error: Some(SpanError { message: Some("m".to_owned()), ..SpanError::default() }),
        ..Span::default()
    };
    redactor(rules()).span(&mut span);
    assert_eq!(
        span.attributes.unwrap().as_str(),
        r#"{"input.value":{"cliente":{"cpf":"[redacted]","nome":"x"}},"user.email":"[redacted]"}"#
    );
    assert_eq!(span.error.unwrap().message.as_deref(), Some("[redacted]"));
    let mut own =
        Span { input: Payload::Json(text(&json!({"cliente": {"cpf": "1"}}))), ..Span::default() };
    redactor(rules()).span(&mut own);
    assert_eq!(own.input.json().unwrap().as_str(), r#"{"cliente":{"cpf":"[redacted]"}}"#);
}

#[test]
fn logs_are_redacted_in_body_and_attributes() {
    let mut log = LogRecord {
        body: Some(text(&json!(format!("paid with {CARD} by ana@x.org")))),
        attributes: Some(text(&json!({"to": "ana@x.org", "raw": "AAEC"}))),
        attribute_kinds: Some(text(
            &json!({"/attributes/raw": "bytes", "/attributes/to": "bytes"}),
        )),
        ..LogRecord::default()
    };
    let changes = redactor(vec![preset(Preset::CardNumber), preset(Preset::Email)]).log(&mut log);
    assert_eq!(log.body.unwrap().as_str(), "\"paid with [card] by [email]\"");
    assert_eq!(log.attributes.unwrap().as_str(), r#"{"raw":"AAEC","to":"[email]"}"#);
    assert_eq!(log.attribute_kinds.unwrap().as_str(), r#"{"/attributes/raw":"bytes"}"#);
    assert_eq!(changes.len(), 2);
}

#[test]
fn what_no_rule_touches_is_kept_byte_for_byte() {
    let odd = r#"{"z":1.0,"a":-0.0,"big":1e400,"u":"\u00e9\ud83d\ude00","\"k\"":[ ] }"#;
    let mut span = Span {
        attributes: Some(JsonText::vouched(odd.to_owned())),
        input: Payload::Json(JsonText::vouched(odd.to_owned())),
        ..Span::default()
    };
    let before = span.clone();
    let all = vec![preset(Preset::Cpf), preset(Preset::Email), keys(&["none"]), path("$..none")];
    assert_eq!(redactor(all).span(&mut span), []);
    assert_eq!(span, before);
}

#[test]
fn a_resource_is_shared_on() {
    let mut spans = [telling(), Span::default()];
    spans[1].resource = Arc::clone(&spans[0].resource);
    redactor(vec![preset(Preset::Cpf)]).request(&mut spans, &mut [], &mut []);
    assert!(Arc::ptr_eq(&spans[0].resource, &spans[1].resource));
    assert!(!format!("{:?}", spans[1].resource).contains(CPF));
}

#[test]
fn standard_cuts_what_is_long_and_says_so() {
    let long = "x".repeat(2_000);
    let mut span = Span {
        input: Payload::Json(text(&json!([{"role": "user", "content": long}]))),
        output: Payload::Attribute("out".to_owned()),
        attributes: Some(text(&json!({"out": long, "n": 1}))),
        attribute_kinds: Some(text(&json!({"/attributes/out": "bytes"}))),
        events: Some(text(&json!([{"name": "e", "attributes": {"long": long}}]))),
        error: Some(SpanError { message: Some(long), ..SpanError::default() }),
        ..Span::default()
    };
    verbose(Verbosity::Standard, 500).span(&mut span);
    let all = serde_json::to_string(&span).unwrap();
    assert!(all.len() < 4_500 && all.matches("more bytes]").count() == 4, "{all}");
    assert!(all.contains(r#""n":1"#) && span.attribute_kinds.is_none());
}

#[test]
fn metadata_keeps_what_it_was_and_not_what_was_said() {
    let mut span = Span { input: Payload::Attribute("deep".to_owned()), ..telling() };
    verbose(Verbosity::Metadata, 5_000).span(&mut span);
    assert_eq!((&span.input, &span.output), (&Payload::None, &Payload::None));
    assert_eq!(span.attributes.unwrap().as_str(), r#"{"number":7}"#);
    assert!(span.name.contains(CPF), "rules are another matter");
    let body = |name: &str| {
        let event_name = Some(name.to_owned());
        let body = Some(text(&json!("hi")));
        let mut log = LogRecord { event_name, body, ..LogRecord::default() };
        verbose(Verbosity::Metadata, 5_000).log(&mut log);
        log.body.is_some()
    };
    assert_eq!((body("gen_ai.user.message"), body("order.paid")), (false, true));
}

#[test]
fn hostile_payloads_cost_no_more_than_they_should() {
    let deep = "[".repeat(60_000) + &"]".repeat(60_000);
    let mut nested = "\"529.982.247-25\"".to_owned();
    for _ in 0..6 {
        nested = serde_json::to_string(&format!("[{nested}]")).unwrap();
    }
    let all =
        || vec![preset(Preset::Cpf), keys(&["a*b*c*d"]), path("$..a..b..c..d"), path("$.*.*")];
    for payload in [deep, nested, format!("\"{}\"", "1".repeat(2_000_000)), "broken {".to_owned()] {
        let json = JsonText::vouched(payload);
        let mut span = Span {
            attributes: Some(JsonText::vouched(format!("{{\"x\":{}}}", json.as_str()))),
            input: Payload::Json(json),
            ..Span::default()
        };
        redactor(all()).span(&mut span);
        assert!(!serde_json::to_string(&span.attributes).unwrap_or_default().contains("247-25"));
    }
}

#[test]
fn a_policy_that_makes_no_sense_is_refused_by_its_field() {
    let refused = |rule: Rule| {
        Redactor::new(&Policy { rules: vec![rule], ..Policy::default() }, b"").unwrap_err().field
    };
    let regex = |pattern: &str| Rule { regex: Some(pattern.to_owned()), ..Rule::default() };
    assert_eq!(refused(Rule::default()), "rules[0]");
    assert_eq!(refused(Rule { preset: Some(Preset::Cpf), ..regex("x") }), "rules[0]");
    for pattern in ["(", "a*", "", "(?:a{1000}){1000}", "(a)\\1", &"x".repeat(501)] {
        assert_eq!(refused(regex(pattern)), "rules[0].regex", "{pattern}");
    }
    assert_eq!(refused(path("input")), "rules[0].path");
    assert_eq!(refused(keys(&[""])), "rules[0].keys");
    let long = Policy { max_length: 1, ..Policy::default() };
    assert_eq!(Redactor::new(&long, b"").unwrap_err().field, "maxLength");
    let many = Policy { rules: vec![regex("x"); 51], ..Policy::default() };
    assert_eq!(Redactor::new(&many, b"").unwrap_err().field, "rules");
}
