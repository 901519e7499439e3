//! Workflows: a technician's visit that is arranged, a debt that is renegotiated.

use farol_model::{Level, SpanType, UnixNano};
use serde_json::json;

use super::{
    calls::{Chat, GPT_4O, GPT_4O_MINI, message, reason},
    corpus::{VISITS, tool},
    facts::Facts,
    random::Random,
    scene::{Customer, Scene},
    trace::{Handle, Items, MS, Micros, Trace, Who},
};

/// Arranges a visit.
pub(super) fn arrange_visit(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    items: &mut Items,
) {
    let customer = Customer::draw(random);
    let facts = Facts::draw(random, &scene.clock, start, &customer);
    let (asked, answer) = random.pick(VISITS);
    let mut trace = begin(scene, random, start, "visit-scheduler", &customer);
    let root = trace.open(None, SpanType::WorkflowExecution, "schedule-visit", 0);
    trace.at(root).input(&asked.into());
    let read = step(&mut trace, root, "understand request", "agent", 3 * MS);
    let input =
        [message("system", "Extraia dia e período do pedido, em JSON."), message("user", asked)];
    let output = message("assistant", r#"{"day":"next","window":"afternoon"}"#);
    let chat =
        Chat { model: GPT_4O_MINI, input: &input, output, characters: 38, finish_reason: "stop" };
    let mut at = trace.chat(read, 5 * MS, &chat);
    trace.close(read, at + MS);

    let check = step(&mut trace, root, "check line", "connector", at + 3 * MS);
    at = trace.ask(check, at + 4 * MS, tool("get_line_status"), &facts).end;
    trace.close(check, at + MS);
    let needed = trace.random.chance(940);
    let decide = step(&mut trace, root, "visit needed?", "condition", at + 2 * MS);
    trace.close(decide, at + 4 * MS);
    trace.at(decide).output(&json!({ "result": needed }));
    at += 6 * MS;
    if !needed {
        return skip(trace, root, at, items);
    }
    let book = step(&mut trace, root, "book visit", "foreach", at);
    let asked = trace.ask(book, at + 2 * MS, tool("schedule_visit"), &facts);
    at = asked.end;
    trace.close(book, at + MS);
    if let Some(status) = asked.failed {
        let text = format!("{status} {} from POST /visits", reason(status));
        trace.at(book).fail("UpstreamError", &text, None);
        trace.close(root, at + 5 * MS);
        trace.at(root).fail("UpstreamError", &text, None);
        let fields = json!({ "event": "workflow_failed", "workflow": "schedule-visit" });
        trace.log(
            root,
            at + 4 * MS,
            Level::Error,
            &format!("schedule-visit failed: {text}"),
            fields,
        );
        return trace.finish(items);
    }
    let answer = facts.fill(answer);
    let confirm = step(&mut trace, root, "confirm to customer", "function", at + 4 * MS);
    at = trace.random.around(95 * MS) + at + 4 * MS;
    trace.close(confirm, at);
    trace.close(root, at + 3 * MS);
    trace.at(root).output(&answer.into());
    let fields = json!({ "event": "visit_scheduled", "visit": facts.fill("$visit") });
    trace.log(root, at, Level::Info, &facts.fill("visit $visit scheduled"), fields);
    trace.finish(items);
}

/// Finds terms for a debt.
pub(super) fn renegotiate(scene: &Scene, random: &mut Random, start: UnixNano, items: &mut Items) {
    let customer = Customer::draw(random);
    let facts = Facts::draw(random, &scene.clock, start, &customer);
    let mut trace = begin(scene, random, start, "billing-agent", &customer);
    let root = trace.open(None, SpanType::WorkflowExecution, "renegotiate", 0);
    let asked = "Consigo parcelar em três vezes no cartão?";
    trace.at(root).input(&asked.into());
    let mut at = 3 * MS;
    for (name, tool_name) in [("load debt", "get_invoices"), ("simulate", "simulate_instalments")] {
        let work = step(&mut trace, root, name, "connector", at);
        at = trace.ask(work, at + MS, tool(tool_name), &facts).end;
        trace.close(work, at + MS);
        at += 3 * MS;
    }
    let propose = step(&mut trace, root, "propose terms", "agent", at);
    let input = [message("system", "Proponha o acordo mais simples."), message("user", asked)];
    let answer =
        facts.fill("Consegue: três parcelas sem juros, a primeira em $due. Posso confirmar?");
    let output = message("assistant", &answer);
    let chat = Chat {
        model: GPT_4O,
        input: &input,
        output,
        characters: answer.len(),
        finish_reason: "stop",
    };
    if trace.random.chance(24) {
        let end = trace.refused_chat(propose, at + MS, &chat);
        trace.close(propose, end + MS);
        trace.close(root, end + 4 * MS);
        trace.at(root).fail("RateLimitError", "429 RateLimitError, gpt-4o", None);
        let fields = json!({ "event": "workflow_failed", "workflow": "renegotiate" });
        trace.log(root, end, Level::Error, "renegotiate failed: 429 RateLimitError", fields);
        return trace.finish(items);
    }
    let end = trace.chat(propose, at + MS, &chat);
    trace.close(propose, end + MS);
    trace.close(root, end + 4 * MS);
    trace.at(root).output(&answer.into());
    trace.finish(items);
}

fn begin<'s>(
    scene: &'s Scene,
    random: &mut Random,
    start: UnixNano,
    agent: &'static str,
    customer: &Customer,
) -> Trace<'s> {
    let who = Who {
        agent: Some(agent),
        tenant: customer.tenant,
        thread: Some(format!("wa-{}", customer.digits)),
        user: Some(customer.phone.clone()),
        entity: Some(("customer", customer.name.clone())),
        ..Who::default()
    };
    Trace::new(scene, random, start, who)
}

fn step(trace: &mut Trace<'_>, root: Handle, name: &str, subtype: &str, at: Micros) -> Handle {
    let handle = trace.open(Some(root), SpanType::WorkflowStep, name, at);
    trace.at(handle).span.subtype = Some(subtype.to_owned());
    handle
}

/// Nothing to do: what is left of the workflow is passed over.
fn skip(mut trace: Trace<'_>, root: Handle, at: Micros, items: &mut Items) {
    for (index, name) in ["book visit", "confirm to customer"].iter().enumerate() {
        let at = at + i64::try_from(index).unwrap_or(0) * MS;
        let passed = step(&mut trace, root, name, "function", at);
        trace.at(passed).span.status = farol_model::SpanStatus::Skipped;
    }
    trace.close(root, at + 3 * MS);
    trace.at(root).span.status = farol_model::SpanStatus::Skipped;
    trace.at(root).output(&"signal is fine, no visit needed".into());
    trace.finish(items);
}
