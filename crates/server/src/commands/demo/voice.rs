//! Telephone calls: turns of listening, thinking and speaking, and what the switches log of them.

use farol_model::{Level, SpanStatus, SpanType, UnixNano};
use serde_json::{Value, json};

use super::{
    calls::{Chat, GPT_4O_MINI, message},
    corpus::{CALLS, CAMPAIGNS, Call, Line, tool},
    facts::Facts,
    random::Random,
    scene::{Customer, Scene, Service},
    trace::{Handle, Items, MS, Micros, Trace, Who},
};

const SECOND: Micros = 1_000 * MS;
const QUEUES: [&str; 4] = ["n1-cobranca", "n1-suporte", "n2-rede", "n2-retencao"];
const TRUNKS: [&str; 3] = ["tronco-sp-01", "tronco-sp-02", "tronco-rj-01"];

/// A call that somebody makes, or gets for a campaign.
pub(super) fn call(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    outbound: bool,
    items: &mut Items,
) {
    let customer = Customer::draw(random);
    let facts = Facts::draw(random, &scene.clock, start, &customer);
    let script = &CALLS[usize::try_from(random.below(5)).unwrap_or_default()];
    let call_id = format!("c-{:06x}", random.next() >> 40);
    let mut tags = vec![
        ("call_id", call_id.clone()),
        ("queue", random.pick(&QUEUES).to_owned()),
        ("trunk", random.pick(&TRUNKS).to_owned()),
    ];
    if outbound {
        tags.push(("campaign", random.weighted(&CAMPAIGNS).to_owned()));
    }
    let who = Who {
        // A call takes as long as people talk: among agents it would always be the slowest.
        agent: None,
        tenant: customer.tenant,
        thread: Some(format!("call-{call_id}")),
        session: Some(call_id),
        user: None,
        entity: Some(("phone", customer.phone)),
        tags,
    };
    let mut trace = Trace::new(scene, random, start, who);
    let name = if outbound { "outbound-call" } else { "inbound-call" };
    let root = trace.open(None, SpanType::Session, name, 0);
    trace.run_by(root, Service::VoiceGateway);
    let rung = ring(&mut trace, root);
    // Not everybody who is called answers.
    if outbound && trace.random.chance(380) {
        trace.close(root, rung);
        trace.at(root).span.status = SpanStatus::Skipped;
        trace.at(root).output(&"no answer".into());
        let fields = json!({ "event": "no_answer", "sip.status": 480 });
        trace.log(root, rung, Level::Info, "no answer within 25 s, call given up", fields);
        return trace.finish(items);
    }
    talk(trace, root, rung, (script, &facts), items);
}

/// Says when the call is answered.
fn ring(trace: &mut Trace<'_>, root: Handle) -> Micros {
    let length = trace.random.around(5 * SECOND);
    let invite = trace.add(root, SpanType::Span, "INVITE", (2 * MS, length));
    trace.run_by(invite, Service::SipTrunk);
    trace.at(invite).set("sip.status", 200).set("sip.method", "INVITE");
    trace.log(
        invite,
        3 * MS,
        Level::Info,
        "INVITE received, codec PCMA",
        json!({ "event": "call_started" }),
    );
    trace.log(
        invite,
        120 * MS,
        Level::Debug,
        "100 Trying",
        json!({ "event": "sip_progress", "sip.status": 100 }),
    );
    trace.log(
        invite,
        870 * MS,
        Level::Info,
        "180 Ringing",
        json!({ "event": "sip_progress", "sip.status": 180 }),
    );
    length + 3 * MS
}

fn talk(
    mut trace: Trace<'_>,
    root: Handle,
    answered: Micros,
    (script, facts): (&Call, &Facts),
    items: &mut Items,
) {
    trace.log(
        root,
        answered,
        Level::Info,
        "call answered",
        json!({ "event": "call_answered", "sip.status": 200 }),
    );
    let mut history = vec![message(
        "system",
        "Você atende ligações. Frases curtas. Transfira quando a pessoa pedir.",
    )];
    let greeting = facts.fill(script.greeting);
    let mut at = trace.speak(root, answered + 40 * MS, &greeting);
    say(&mut trace, root, at, "assistant", &greeting);
    let mut failed = None;
    for line in script.lines {
        (at, failed) = turn(&mut trace, root, at + 300 * MS, line, facts, &mut history);
        if failed.is_some() {
            break;
        }
    }
    if script.transfers && failed.is_none() {
        (at, failed) = transfer(&mut trace, root, at);
    }
    let end = at + trace.random.around(900 * MS);
    trace.close(root, end);
    let said = format!("(voz) {}", script.lines[0].caller);
    trace.at(root).input(&said.into()).output(&greeting.into());
    trace.log(
        root,
        end,
        Level::Info,
        "BYE, call ended",
        json!({ "event": "call_ended", "duration_ms": end / MS, "jitter_ms": 4 }),
    );
    if let Some(error) = failed {
        trace.at(root).fail("CallError", error, None);
    }
    trace.finish(items);
}

/// The caller speaks, the agent thinks and answers.
fn turn(
    trace: &mut Trace<'_>,
    root: Handle,
    at: Micros,
    line: &Line,
    facts: &Facts,
    history: &mut Vec<Value>,
) -> (Micros, Option<&'static str>) {
    let handle = trace.open(Some(root), SpanType::Turn, "turn", at);
    let seconds = i64::try_from(line.caller.len() / 14 + 1).unwrap_or(1);
    let spoken = at + seconds * SECOND;
    let length = trace.random.around(420 * MS);
    let mut now = trace.transcribe(handle, (spoken, length), seconds, line.caller);
    say(trace, handle, now, "user", line.caller);
    history.push(message("user", line.caller));
    trace.log(
        handle,
        now,
        Level::Debug,
        &format!("heard {seconds} s of speech"),
        json!({ "event": "speech_recognised", "confidence": 0.94 }),
    );
    let answer = facts.fill(line.agent);
    let mut failed = None;
    if let Some(name) = line.tool {
        let asked = trace.ask(handle, now + 5 * MS, tool(name), facts);
        now = asked.end;
        failed = asked.failed.map(|_| "503 no healthy upstream during the call");
    }
    let output = message("assistant", &answer);
    let chat = Chat {
        model: GPT_4O_MINI,
        input: history,
        output: output.clone(),
        characters: answer.len(),
        finish_reason: "stop",
    };
    let thought = trace.chat(handle, now + 2 * MS, &chat);
    history.push(output);
    let end = trace.speak(handle, thought + 4 * MS, &answer);
    say(trace, handle, end, "assistant", &answer);
    trace.close(handle, end + MS);
    let latency = (thought - spoken) / MS;
    let level = if latency > 2_500 { Level::Warn } else { Level::Debug };
    trace.log(
        handle,
        thought,
        level,
        &format!("first word after {latency} ms"),
        json!({ "event": "turn_latency", "latency_ms": latency }),
    );
    (end + 2 * MS, failed)
}

/// Hands the caller to a person, who may be busy.
fn transfer(trace: &mut Trace<'_>, root: Handle, at: Micros) -> (Micros, Option<&'static str>) {
    trace.log(
        root,
        at,
        Level::Info,
        "transfer requested, reason: caller asked for a person",
        json!({ "event": "transfer_requested" }),
    );
    let mut now = at + 20 * MS;
    for attempt in 1..=3 {
        let seat = format!("ramal-{}", 4_300 + trace.random.below(140));
        let busy = attempt < 3 && trace.random.chance(340) || trace.random.chance(60);
        let length =
            if busy { trace.random.around(5 * SECOND) } else { trace.random.around(4 * SECOND) };
        let refer = trace.add(root, SpanType::Span, &format!("REFER {seat}"), (now, length));
        trace.run_by(refer, Service::SipTrunk);
        trace
            .at(refer)
            .set("sip.method", "REFER")
            .set("endpoint", seat.as_str())
            .set("attempt", attempt);
        trace.log(
            refer,
            now + MS,
            Level::Info,
            &format!("REFER sent to {seat}, attempt {attempt} of 3"),
            json!({ "event": "transfer_attempt", "endpoint": seat, "attempt": attempt }),
        );
        now += length;
        let waited = length / 100_000;
        if !busy {
            let body = format!(
                "transfer accepted by {seat} after {}.{} s of ringing",
                waited / 10,
                waited % 10
            );
            trace.log(
                root,
                now,
                Level::Info,
                &body,
                json!({ "event": "call_transferred", "endpoint": seat, "ring_ms": length / MS }),
            );
            return (now, None);
        }
        trace.at(refer).fail("486", "486 Busy Here", None);
        let body = format!("transfer failed: 486 Busy Here from {seat}, attempt {attempt} of 3");
        trace.log(refer, now, Level::Error, &body, json!({ "event": "transfer_failed", "endpoint": seat, "sip.status": 486, "attempt": attempt, "ring_ms": length / MS }));
        now += 219 * MS;
    }
    (now, Some("486 Busy Here, no seat free"))
}

fn say(trace: &mut Trace<'_>, parent: Handle, at: Micros, role: &str, words: &str) {
    let name = format!("{role} message");
    let handle = trace.add(parent, SpanType::ConversationMessage, &name, (at, MS));
    trace.at(handle).input(&json!({ "role": role, "content": words }));
}
