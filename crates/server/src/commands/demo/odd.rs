//! What real telemetry has, too: spans whose parent never came, and clocks that disagree.

use farol_model::{Level, SpanId, SpanType, UnixNano};
use serde_json::json;

use super::{
    random::Random,
    scene::{Scene, Service},
    trace::{Items, MS, Trace, Who},
};

/// A webhook whose sender's own span never came, handled by a machine whose clock is fast.
pub(super) fn handle_webhook(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    items: &mut Items,
) {
    let who = Who { tenant: "fibra-sul", ..Who::default() };
    let mut trace = Trace::new(scene, random, start, who);
    let sender = SpanId(random.next().max(1));
    let root = trace.open(None, SpanType::Span, "POST /webhooks/payments", 0);
    trace.run_by(root, Service::CrmBridge);
    trace.at(root).span.parent_span_id = Some(sender);
    trace.at(root).span.kind = 2;
    trace.at(root).set("http.route", "/webhooks/payments").set("http.response.status_code", 202);
    let length = trace.random.around(210 * MS);
    let skew = trace.random.between(30 * MS, 90 * MS);
    let inner = trace.add(root, SpanType::Span, "settle payment", (4 * MS - skew, length));
    trace.run_by(inner, Service::Scheduling);
    trace.at(inner).span.kind = 2;
    trace.add(inner, SpanType::Span, "update invoices", (9 * MS - skew, length / 2));
    trace.close(root, length + 9 * MS);
    trace.finish(items);
}

/// A workflow whose worker was killed: its end never came, and it seems to run for ever.
pub(super) fn stall(scene: &Scene, random: &mut Random, start: UnixNano, items: &mut Items) {
    let who = Who { agent: Some("visit-scheduler"), tenant: "litoral-net", ..Who::default() };
    let mut trace = Trace::new(scene, random, start, who);
    let ahead = (scene.clock.now.0 - start.0) / 1_000 + 60_000 * MS;
    let root = trace.open(None, SpanType::WorkflowExecution, "schedule-visit", 0);
    trace.at(root).input(&"Amanhã cedo, se der".into());
    let step = trace.add(root, SpanType::WorkflowStep, "check line", (5 * MS, 402 * MS));
    trace.log(step, 407 * MS, Level::Info, "line checked", json!({ "event": "step_done" }));
    let book = trace.add(root, SpanType::WorkflowStep, "book visit", (411 * MS, ahead));
    trace.log(
        book,
        415 * MS,
        Level::Fatal,
        "worker 7 killed: out of memory",
        json!({ "event": "worker_killed" }),
    );
    trace.close(root, ahead);
    trace.finish(items);
}
