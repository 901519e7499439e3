//! Spans, logs, events and scores as a policy leaves them.

mod event;
mod score;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use farol_model::{Event, JsonText, LogRecord, Payload, Resource, Span};
use serde_json::value::RawValue;

use crate::{
    Change, Redactor, Verbosity,
    cut::{cut, cut_each, cut_members},
    metadata::strip,
    rewrite::Rewriter,
};

/// Resources that were redacted once for all who share them.
type Resources = HashMap<*const Resource, Arc<Resource>>;

impl Redactor {
    /// Applies the policy to all of a request.
    pub fn request(&self, spans: &mut [Span], logs: &mut [LogRecord], events: &mut [Event]) {
        let mut resources = Resources::new();
        for span in spans {
            self.resource(&mut span.resource, &mut resources, None);
            self.span_itself(span, None);
        }
        for log in logs {
            self.resource(&mut log.resource, &mut resources, None);
            self.log_itself(log, None);
        }
        for event in events {
            self.event_itself(event, None);
        }
    }

    /// Applies the policy to a span, and tells what it changed.
    pub fn span(&self, span: &mut Span) -> Vec<Change> {
        let mut changes = Vec::new();
        self.span_itself(span, Some(&mut changes));
        self.resource(&mut span.resource, &mut Resources::new(), Some(&mut changes));
        changes
    }

    /// Applies the policy to a log record, and tells what it changed.
    pub fn log(&self, log: &mut LogRecord) -> Vec<Change> {
        let mut changes = Vec::new();
        self.log_itself(log, Some(&mut changes));
        self.resource(&mut log.resource, &mut Resources::new(), Some(&mut changes));
        changes
    }

    fn span_itself(&self, span: &mut Span, changes: Option<&mut Vec<Change>>) {
        let mut walk = Rewriter::new(self, changes);
        if self.verbosity == Verbosity::Metadata {
            strip_span(&mut walk, span);
        }
        if self.has_rules() {
            redact_span(&mut walk, span);
        }
        if self.verbosity == Verbosity::Standard {
            cut_span(&mut walk, span, self.max_length);
        }
        forget_kinds(&mut span.attribute_kinds, &walk.replaced);
    }

    fn log_itself(&self, log: &mut LogRecord, changes: Option<&mut Vec<Change>>) {
        let mut walk = Rewriter::new(self, changes);
        let is_payload = log.event_name.as_deref().is_some_and(|name| name.starts_with("gen_ai."));
        if is_payload && self.verbosity == Verbosity::Metadata {
            if let Some(body) = log.body.take() {
                walk.note_part("body", METADATA, body.as_str(), "");
            }
            strip_attributes(&mut walk, "attributes", &mut log.attributes, [None, None]);
        }
        if self.has_rules() {
            let attributes = log.attributes.as_ref().and_then(|json| {
                walk.attributes("attributes", json.as_str(), [("body", None), ("body", None)])
            });
            replace(&mut log.attributes, attributes);
            let body = log.body.as_ref().and_then(|json| walk.part("body", json.as_str()));
            replace(&mut log.body, body);
        }
        if is_payload && self.verbosity == Verbosity::Standard {
            cut_json(&mut walk, "body", &mut log.body, |json| cut(json, self.max_length));
            cut_attributes(&mut walk, "attributes", &mut log.attributes, self.max_length);
        }
        forget_kinds(&mut log.attribute_kinds, &walk.replaced);
    }

    /// A resource is looked into once for all that share it.
    fn resource(
        &self,
        resource: &mut Arc<Resource>,
        known: &mut Resources,
        changes: Option<&mut Vec<Change>>,
    ) {
        if !self.has_rules() || resource.resource.is_none() {
            return;
        }
        let redacted = known.entry(Arc::as_ptr(resource)).or_insert_with(|| {
            let mut walk = Rewriter::new(self, changes);
            let json = resource.resource.as_ref().map_or("null", JsonText::as_str);
            let Some(left) = walk.part("resource", json) else { return Arc::clone(resource) };
            let mut redacted = Resource::clone(resource);
            redacted.resource = Some(JsonText::vouched(left));
            forget_kinds(&mut redacted.kinds, &walk.replaced);
            Arc::new(redacted)
        });
        *resource = Arc::clone(redacted);
    }
}

const METADATA: &str = "verbosity: metadata";
const STANDARD: &str = "verbosity: standard";

fn strip_span(walk: &mut Rewriter<'_>, span: &mut Span) {
    let own = [span.input.attribute(), span.output.attribute()];
    let own = own.map(|key| key.map(str::to_owned));
    strip_attributes(
        walk,
        "attributes",
        &mut span.attributes,
        [own[0].as_deref(), own[1].as_deref()],
    );
    for (part, payload) in [("input", &mut span.input), ("output", &mut span.output)] {
        if let Payload::Json(json) = payload {
            walk.note_part(part, METADATA, json.as_str(), "");
        }
        *payload = Payload::None;
    }
    if let Some(node) = &mut span.node {
        strip_attributes(walk, "metadata", &mut node.metadata, [None, None]);
    }
    let Some(events) = &span.events else { return };
    let parsed: Result<Vec<BTreeMap<String, Box<RawValue>>>, _> =
        serde_json::from_str(events.as_str());
    let mut parsed = parsed.unwrap_or_default();
    for (index, event) in parsed.iter_mut().enumerate() {
        let Some(attributes) = event.get_mut("attributes") else { continue };
        let Some((left, gone)) = strip(attributes.get(), [None, None]) else { continue };
        for key in gone {
            walk.note_member(&["events", &index.to_string(), "attributes"], &key, METADATA);
        }
        if let Ok(left) = RawValue::from_string(left) {
            *attributes = left;
        }
    }
    // Their pointers are no longer what they were.
    walk.replaced.push("/events".to_owned());
    span.events = Some(JsonText::of(&parsed));
}

fn strip_attributes(
    walk: &mut Rewriter<'_>,
    part: &str,
    attributes: &mut Option<JsonText>,
    own: [Option<&str>; 2],
) {
    let Some((left, gone)) = attributes.as_ref().and_then(|json| strip(json.as_str(), own)) else {
        return;
    };
    for key in gone {
        walk.note_member(&[part], &key, METADATA);
    }
    *attributes = Some(JsonText::vouched(left));
}

fn redact_span(walk: &mut Rewriter<'_>, span: &mut Span) {
    let payloads = [("input", span.input.attribute()), ("output", span.output.attribute())];
    let attributes = span.attributes.as_ref();
    let attributes =
        attributes.and_then(|json| walk.attributes("attributes", json.as_str(), payloads));
    replace(&mut span.attributes, attributes);
    if let Some(node) = &mut span.node {
        let metadata = node.metadata.as_ref().and_then(|json| walk.part("metadata", json.as_str()));
        replace(&mut node.metadata, metadata);
    }
    for (part, json) in [("events", &mut span.events), ("links", &mut span.links)] {
        let changed = json.as_ref().and_then(|json| walk.part(part, json.as_str()));
        replace(json, changed);
    }
    for (part, payload) in [("input", &mut span.input), ("output", &mut span.output)] {
        if let Payload::Json(json) = payload
            && let Some(changed) = walk.part(part, json.as_str())
        {
            *payload = Payload::Json(JsonText::vouched(changed));
        }
    }
    if let Some(changed) = walk.text("name", &span.name) {
        span.name = changed;
    }
    for (part, text) in
        [("statusMessage", &mut span.status_message), ("agentName", &mut span.agent_name)]
    {
        let changed = text.as_ref().and_then(|text| walk.text(part, text));
        if changed.is_some() {
            *text = changed;
        }
    }
    if let Some(error) = &mut span.error {
        for (part, text) in
            [("error.message", &mut error.message), ("error.stack", &mut error.stack)]
        {
            let changed = text.as_ref().and_then(|text| walk.text(part, text));
            if changed.is_some() {
                *text = changed;
            }
        }
    }
    for (part, id) in [
        ("userId", &mut span.user_id),
        ("entityValue", &mut span.entity_value),
        ("threadId", &mut span.thread_id),
        ("sessionId", &mut span.session_id),
        ("companyId", &mut span.company_id),
        ("agentId", &mut span.agent_id),
    ] {
        let Some(own) = id else { continue };
        let redactor = walk.redactor;
        if let Some(changed) = walk.text(part, own) {
            *id = Some(redactor.disguise(own, &changed));
        }
    }
}

fn cut_span(walk: &mut Rewriter<'_>, span: &mut Span, length: usize) {
    for (part, payload) in [("input", &mut span.input), ("output", &mut span.output)] {
        if let Payload::Json(json) = payload {
            let mut own = Some(std::mem::replace(json, JsonText::vouched("null".to_owned())));
            cut_json(walk, part, &mut own, |json| cut(json, length));
            if let Some(own) = own {
                *json = own;
            }
        }
    }
    cut_attributes(walk, "attributes", &mut span.attributes, length);
    if let Some(node) = &mut span.node {
        cut_attributes(walk, "metadata", &mut node.metadata, length);
    }
    cut_json(walk, "events", &mut span.events, |json| cut_each(json, length));
    if let Some(error) = &mut span.error {
        for (part, text) in
            [("error.message", &mut error.message), ("error.stack", &mut error.stack)]
        {
            if let Some(long) = text.as_mut().filter(|text| text.len() > length) {
                walk.note_part(part, STANDARD, long, "");
                *long = shortened(long, length);
            }
        }
    }
}

fn shortened(long: &str, length: usize) -> String {
    let (kept, rest) = long.split_at(long.floor_char_boundary(length));
    format!("{kept}…[cut, {} more bytes]", rest.len())
}

fn cut_attributes(
    walk: &mut Rewriter<'_>,
    part: &str,
    attributes: &mut Option<JsonText>,
    length: usize,
) {
    let Some((left, cut)) = attributes.as_ref().and_then(|json| cut_members(json.as_str(), length))
    else {
        return;
    };
    for key in cut {
        walk.note_member(&[part], &key, STANDARD);
    }
    *attributes = Some(JsonText::vouched(left));
}

fn cut_json(
    walk: &mut Rewriter<'_>,
    part: &str,
    json: &mut Option<JsonText>,
    cut: impl FnOnce(&str) -> Option<String>,
) {
    let Some(text) = json else { return };
    if let Some(short) = cut(text.as_str()) {
        walk.note_part(part, STANDARD, text.as_str(), &short);
        *json = Some(JsonText::vouched(short));
    }
}

fn replace(json: &mut Option<JsonText>, changed: Option<String>) {
    if let Some(changed) = changed {
        *json = Some(JsonText::vouched(changed));
    }
}

/// Forgets of what kind values were that are texts now, or gone.
fn forget_kinds(kinds: &mut Option<JsonText>, replaced: &[String]) {
    let Some(text) = kinds.as_ref().filter(|_| !replaced.is_empty()) else { return };
    let mut known: BTreeMap<String, String> =
        serde_json::from_str(text.as_str()).unwrap_or_default();
    known.retain(|pointer, _| {
        !replaced.iter().any(|gone| {
            pointer
                .strip_prefix(gone.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    });
    *kinds = (!known.is_empty()).then(|| JsonText::of(&known));
}
