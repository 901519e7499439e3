//! Pipeline runs: rules first, a model where none of them fits.

use farol_model::{Level, SpanStatus, SpanType, UnixNano};
use serde_json::json;

use super::{
    calls::{Chat, GPT_4O_MINI, message, reason},
    corpus::tool,
    facts::Facts,
    random::Random,
    scene::{Customer, Scene, Service},
    trace::{Handle, Items, MS, Micros, Trace, Who},
};

const ASKED: [&str; 4] = [
    "Caiu de novo aqui, é a terceira vez essa semana",
    "Preciso da segunda via com urgência",
    "Quando volta a internet no $area?",
    "Quero mudar o vencimento da fatura",
];

/// A run of the five phases.
pub(super) fn run_pipeline(scene: &Scene, random: &mut Random, start: UnixNano, items: &mut Items) {
    let customer = Customer::draw(random);
    let facts = Facts::draw(random, &scene.clock, start, &customer);
    let asked = facts.fill(random.pick(&ASKED));
    let who = Who {
        agent: Some("whatsapp-agent"),
        tenant: customer.tenant,
        thread: Some(format!("wa-{}", customer.digits)),
        user: Some(customer.phone.clone()),
        entity: Some(("customer", customer.name.clone())),
        ..Who::default()
    };
    let mut trace = Trace::new(scene, random, start, who);
    let root = trace.open(None, SpanType::PipelineRun, "whatsapp-agent", 0);
    trace.run_by(root, Service::WhatsappAgent);
    trace.at(root).input(&asked.as_str().into()).set("channel", "whatsapp");
    say(&mut trace, root, MS, "user", &asked);
    let mut at = extract(&mut trace, root, &asked, &facts);
    let by_rule = trace.random.chance(580);
    at = route(&mut trace, root, at, by_rule);
    let answer = facts.fill(if by_rule {
        "Encontrei sinal fraco na sua fibra e já agendei um técnico para $tomorrow, $slot. Ordem de serviço $visit."
    } else {
        "Verifiquei o seu cadastro: a fatura $invoice vence em $due. Posso ajudar em mais alguma coisa?"
    });
    at = think(&mut trace, root, at, (!by_rule).then_some((asked.as_str(), answer.as_str())));
    let phase = open(&mut trace, root, "deterministic callback", at);
    let asked = trace.ask(phase, at + 2 * MS, tool("find_visit"), &facts);
    at = asked.end + MS;
    trace.close(phase, at);
    if let Some(status) = asked.failed {
        // It would only have been a note: the run goes on.
        let text = format!("find_visit: {status} {}", reason(status));
        trace.at(phase).fail("UpstreamError", &text, None);
        let fields = json!({ "event": "phase_failed", "phase": "callback" });
        trace.log(phase, at, Level::Warn, "callback failed, the run goes on", fields);
    }
    at = effects(&mut trace, root, at + 2 * MS, by_rule);
    say(&mut trace, root, at, "assistant", &answer);
    trace.close(root, at + 3 * MS);
    trace.at(root).output(&answer.into());
    let fields = json!({ "event": "run_completed", "short_circuit": by_rule });
    trace.log(root, at, Level::Info, "pipeline run completed", fields);
    trace.finish(items);
}

fn open(trace: &mut Trace<'_>, root: Handle, name: &str, at: Micros) -> Handle {
    trace.open(Some(root), SpanType::PipelinePhase, name, at)
}

fn extract(trace: &mut Trace<'_>, root: Handle, asked: &str, facts: &Facts) -> Micros {
    let phase = open(trace, root, "order extraction", 2 * MS);
    let input =
        [message("system", "Extraia intenção, linha e CEP, em JSON."), message("user", asked)];
    let found = facts.fill(r#"{"intent":"line_down","line":"$line","zip":"$zip"}"#);
    let output = message("assistant", &found);
    let chat = Chat {
        model: GPT_4O_MINI,
        input: &input,
        output,
        characters: found.len(),
        finish_reason: "stop",
    };
    let at = trace.chat(phase, 4 * MS, &chat);
    trace.close(phase, at + MS);
    trace.at(phase).output(&facts.json(&found));
    at + 3 * MS
}

/// The rules, each by itself: one that fails does not stop the others.
fn route(trace: &mut Trace<'_>, root: Handle, at: Micros, by_rule: bool) -> Micros {
    let phase = open(trace, root, "deterministic router", at);
    let rules = [
        "sinal abaixo de −27 dBm",
        "fatura vencida",
        "terceira queda em 7 dias",
        "parada programada",
    ];
    let mut now = at + MS;
    for (index, rule) in rules.iter().enumerate() {
        let length = trace.random.around(19 * MS);
        let handle = trace.add(phase, SpanType::WorkflowStep, rule, (now, length));
        trace.at(handle).span.subtype = Some("condition".to_owned());
        let matched = by_rule && index == 0;
        trace.at(handle).output(&json!({ "matched": matched }));
        if index == 1 && trace.random.chance(45) {
            trace.at(handle).fail("KeyError", "'billing'", None);
            let fields = json!({ "event": "instruction_failed", "instruction": "fatura vencida" });
            trace.log(
                handle,
                now,
                Level::Warn,
                "instruction failed: KeyError: 'billing' at line 6",
                fields,
            );
        }
        now += length + MS;
    }
    trace.close(phase, now);
    trace.at(phase).output(&json!({ "short_circuit": by_rule }));
    now + 2 * MS
}

/// The model's phase, which is passed over where a rule has settled the matter.
fn think(trace: &mut Trace<'_>, root: Handle, at: Micros, said: Option<(&str, &str)>) -> Micros {
    let phase = open(trace, root, "ai agent", at);
    let Some((asked, answer)) = said else {
        trace.at(phase).span.status = SpanStatus::Skipped;
        return at + MS;
    };
    let input =
        [message("system", "Responda ao cliente em até três frases."), message("user", asked)];
    let output = message("assistant", answer);
    let chat = Chat {
        model: GPT_4O_MINI,
        input: &input,
        output,
        characters: answer.len(),
        finish_reason: "stop",
    };
    let end = trace.chat(phase, at + 2 * MS, &chat);
    trace.close(phase, end + MS);
    end + 2 * MS
}

/// What is done once the answer is known.
fn effects(trace: &mut Trace<'_>, root: Handle, at: Micros, by_rule: bool) -> Micros {
    let phase = open(trace, root, "post-run effects", at);
    let mut now = at + MS;
    for name in ["update state", "send message"] {
        let length = trace.random.around(70 * MS);
        trace.add(phase, SpanType::WorkflowStep, name, (now, length));
        now += length + MS;
    }
    if by_rule {
        let event = trace.add(phase, SpanType::CustomEvent, "handover_requested", (now, 0));
        trace.at(event).input(&json!({ "queue": "n2-rede", "reason": "third drop in 7 days" }));
    }
    trace.close(phase, now);
    now + MS
}

fn say(trace: &mut Trace<'_>, root: Handle, at: Micros, role: &str, words: &str) {
    let handle =
        trace.add(root, SpanType::ConversationMessage, &format!("{role} message"), (at, MS));
    trace.at(handle).input(&json!({ "role": role, "content": words }));
    trace.identify(handle);
}
