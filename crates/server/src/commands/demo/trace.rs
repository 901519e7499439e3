//! A trace in the making: spans that are opened, filled and closed, and the lines logged in them.

use farol_model::{
    Event, JsonText, Level, LogRecord, Payload, Score, Span, SpanError, SpanId, SpanStatus,
    SpanType, TraceId, UnixNano, Usage,
};
use serde_json::{Map, Value, json};

use super::{
    random::Random,
    scene::{Scene, Service},
};

/// Microseconds since the trace began.
pub(super) type Micros = i64;

pub(super) const MS: Micros = 1_000;

/// A span of the trace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handle(usize);

/// Whom an execution is for.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    pub(super) agent: Option<&'static str>,
    pub(super) tenant: &'static str,
    pub(super) thread: Option<String>,
    pub(super) session: Option<String>,
    pub(super) user: Option<String>,
    pub(super) entity: Option<(&'static str, String)>,
    /// What each line of its log says, too.
    pub(super) tags: Vec<(&'static str, String)>,
}

/// Whether other systems answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Luck {
    /// As often as they did at the time.
    Chance,
    /// All of them do.
    Good,
    /// Those that are in trouble do not, and the last one does at the second attempt.
    Bad,
}

/// What was made.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Items {
    pub(super) spans: Vec<Span>,
    pub(super) logs: Vec<LogRecord>,
    pub(super) events: Vec<Event>,
    pub(super) scores: Vec<Score>,
}

pub(super) struct Trace<'s> {
    pub(super) scene: &'s Scene,
    /// For what happens in it; ids are drawn apart.
    pub(super) random: Random,
    pub(super) who: Who,
    pub(super) luck: Luck,
    ids: Random,
    id: TraceId,
    start: UnixNano,
    drafts: Vec<Draft>,
    logs: Vec<LogRecord>,
}

/// A span that is not finished.
pub(super) struct Draft {
    pub(super) span: Span,
    attributes: Map<String, Value>,
    events: Vec<Value>,
}

impl<'s> Trace<'s> {
    pub(super) fn new(scene: &'s Scene, random: &mut Random, start: UnixNano, who: Who) -> Self {
        let mut ids = scene.ids(&[random.next()]);
        let bytes = [ids.next().to_be_bytes(), ids.next().to_be_bytes()].concat();
        let id = TraceId::from_bytes(&bytes).unwrap_or_default();
        let random = Random::of(&[random.next()]);
        let (luck, drafts, logs) = (Luck::Chance, Vec::new(), Vec::new());
        Self { scene, random, who, luck, ids, id, start, drafts, logs }
    }

    /// A short id of the same trace, as programs give their executions.
    pub(super) fn alias(&self) -> String {
        let text = self.id.to_string();
        format!("exec_{}", &text[..10])
    }

    /// When a moment of the trace is.
    pub(super) const fn time(&self, at: Micros) -> UnixNano {
        UnixNano(self.start.0 + at * 1_000)
    }

    /// Begins a span; it ends where it begins until it is closed.
    pub(super) fn open(
        &mut self,
        parent: Option<Handle>,
        span_type: SpanType,
        name: &str,
        at: Micros,
    ) -> Handle {
        let resource = match parent {
            Some(parent) => self.drafts[parent.0].span.resource.clone(),
            None => self.scene.resource(Service::AgentWorker),
        };
        let nanos = self.ids.below(1_000);
        let start = UnixNano(self.time(at).0 + nanos);
        let span = Span {
            trace_id: self.id,
            span_id: SpanId(self.ids.next().max(1)),
            parent_span_id: parent.map(|parent| self.drafts[parent.0].span.span_id),
            start,
            end: Some(start),
            name: name.to_owned(),
            span_type,
            kind: 1,
            resource,
            ..Span::default()
        };
        self.drafts.push(Draft { span, attributes: Map::new(), events: Vec::new() });
        let handle = Handle(self.drafts.len() - 1);
        if parent.is_none() {
            self.identify(handle);
        }
        handle
    }

    /// Begins and ends a span.
    pub(super) fn add(
        &mut self,
        parent: Handle,
        span_type: SpanType,
        name: &str,
        (at, length): (Micros, Micros),
    ) -> Handle {
        let handle = self.open(Some(parent), span_type, name, at);
        self.close(handle, at + length);
        handle
    }

    /// Says on a span whom the execution is for.
    pub(super) fn identify(&mut self, handle: Handle) {
        let who = self.who.clone();
        let draft = self.at(handle);
        draft.span.agent_id = who.agent.map(str::to_owned);
        draft.span.agent_name = who.agent.map(str::to_owned);
        draft.span.company_id = Some(who.tenant.to_owned());
        if let Some(agent) = who.agent {
            draft.set("gen_ai.agent.name", agent);
        }
        if let Some(thread) = &who.thread {
            draft.set("gen_ai.conversation.id", thread.as_str());
        }
        for (key, value) in &who.tags {
            draft.set(key, value.as_str());
        }
        draft.set("tenant_id", who.tenant);
        draft.span.thread_id = who.thread;
        draft.span.session_id = who.session;
        draft.span.user_id = who.user;
        if let Some((entity_type, value)) = who.entity {
            draft.span.entity_type = Some(entity_type.to_owned());
            draft.span.entity_value = Some(value);
        }
    }

    pub(super) fn at(&mut self, handle: Handle) -> &mut Draft {
        &mut self.drafts[handle.0]
    }

    pub(super) fn close(&mut self, handle: Handle, at: Micros) {
        let end = self.time(at);
        let span = &mut self.drafts[handle.0].span;
        span.end = Some(end.max(span.start));
    }

    /// Says who does a span's work; spans that are opened inside it are the same program's.
    pub(super) fn run_by(&mut self, handle: Handle, service: Service) {
        self.drafts[handle.0].span.resource = self.scene.resource(service);
    }

    /// Writes a line about a span into the log of its program.
    pub(super) fn log(
        &mut self,
        handle: Handle,
        at: Micros,
        level: Level,
        body: &str,
        attributes: Value,
    ) {
        let span = &self.drafts[handle.0].span;
        let mut fields = match attributes {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        for (key, value) in &self.who.tags {
            fields.insert((*key).to_owned(), value.as_str().into());
        }
        fields.insert("tenant_id".to_owned(), self.who.tenant.into());
        let time = UnixNano(self.time(at).0 + 611);
        self.logs.push(LogRecord {
            time,
            observed: Some(UnixNano(time.0 + 4_300_000)),
            trace_id: Some(self.id),
            span_id: Some(span.span_id),
            severity_number: level.severity(),
            severity_text: Some(level.name().to_uppercase()),
            body: Some(JsonText::of(&body)),
            attributes: Some(JsonText::of(&fields)),
            resource: span.resource.clone(),
            ..LogRecord::default()
        });
    }

    /// Ends the work: what lies ahead has not happened, and what has not ended runs.
    pub(super) fn finish(mut self, items: &mut Items) {
        let now = self.scene.clock.now;
        for draft in self.drafts.iter_mut().filter(|draft| draft.span.end > Some(now)) {
            draft.run_on();
        }
        let spans = self.drafts.into_iter().map(Draft::finish);
        items.spans.extend(spans.filter(|span| span.start <= now));
        items.logs.extend(self.logs.into_iter().filter(|log| log.time <= now));
    }
}

impl Draft {
    pub(super) fn set(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.attributes.insert(key.to_owned(), value.into());
        self
    }

    /// Takes an attribute for the input, as conventions do.
    pub(super) fn input_is(&mut self, key: &str, value: Value) -> &mut Self {
        self.span.input = Payload::Attribute(key.to_owned());
        self.set(key, value)
    }

    pub(super) fn output_is(&mut self, key: &str, value: Value) -> &mut Self {
        self.span.output = Payload::Attribute(key.to_owned());
        self.set(key, value)
    }

    pub(super) fn input(&mut self, value: &Value) -> &mut Self {
        self.span.input = Payload::Json(JsonText::of(value));
        self
    }

    pub(super) fn output(&mut self, value: &Value) -> &mut Self {
        self.span.output = Payload::Json(JsonText::of(value));
        self
    }

    /// Takes back what only an answer tells.
    pub(super) fn forget_answer(&mut self) {
        let span = &mut self.span;
        span.output = Payload::None;
        span.usage = Usage::default();
        (span.cost, span.finish_reason, span.response_id) = (None, None, None);
        span.time_to_first_token_ns = None;
        let told =
            ["gen_ai.response.", "gen_ai.usage.", "gen_ai.output.", "gen_ai.tool.call.result"];
        self.attributes.retain(|key, _| !told.iter().any(|prefix| key.starts_with(prefix)));
    }

    /// Says that the span failed, with the exception as instrumentations record it.
    pub(super) fn fail(&mut self, error_type: &str, message: &str, stack: Option<String>) {
        self.span.status = SpanStatus::Error;
        self.span.status_code = 2;
        self.span.status_message = Some(message.to_owned());
        let mut exception = json!({
            "exception.type": error_type,
            "exception.message": message,
        });
        if let Some(stack) = &stack {
            exception["exception.stacktrace"] = stack.as_str().into();
        }
        let time = self.span.end.unwrap_or(self.span.start).0;
        let event = json!({
            "name": "exception",
            "timeUnixNano": time.to_string(),
            "attributes": exception,
        });
        self.events.push(event);
        self.set("error.type", error_type);
        self.span.error = Some(SpanError {
            message: Some(message.to_owned()),
            error_type: Some(error_type.to_owned()),
            stack,
        });
    }

    /// Has not ended yet, and knows nothing of how it will.
    fn run_on(&mut self) {
        self.forget_answer();
        self.span.end = None;
        self.span.status = SpanStatus::Running;
        self.span.status_code = 0;
        (self.span.error, self.span.status_message) = (None, None);
        self.attributes.remove("error.type");
        self.events.clear();
    }

    fn finish(self) -> Span {
        let Self { mut span, attributes, events } = self;
        span.attributes = (!attributes.is_empty()).then(|| JsonText::of(&attributes));
        span.events = (!events.is_empty()).then(|| JsonText::of(&events));
        span
    }
}
