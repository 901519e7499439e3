//! What executions came to for the business, told as `track()` would: a ticket that was resolved, money that
//! came back, somebody who asked for a person.

use farol_model::{Event, JsonText, Span, SpanStatus, UnixNano};
use serde_json::{Value, json};

use super::{
    clock::{MINUTE, SECOND},
    random::Random,
    scene::Scene,
    trace::Items,
};

const CITIES: [(i64, &str); 6] = [
    (31, "Recife"),
    (24, "São Paulo"),
    (16, "Curitiba"),
    (12, "Belo Horizonte"),
    (10, "Porto Alegre"),
    (7, "Salvador"),
];
const WINDOWS: [&str; 4] = ["8h–12h", "10h–14h", "14h–18h", "16h–20h"];
const METHODS: [(i64, &str); 3] = [(68, "pix"), (20, "boleto"), (12, "card")];
const PLANS: [&str; 4] = ["300 Mega", "500 Mega", "600 Mega", "700 Mega"];
const SCORES: [(i64, i64); 5] = [(4, 1), (5, 2), (11, 3), (33, 4), (47, 5)];
const REASONS: [(i64, &str); 3] =
    [(56, "asked_human"), (27, "policy_limit"), (17, "low_confidence")];

/// Tells what the executions of these items came to, as far as it has happened.
pub(super) fn tell_business(scene: &Scene, items: &mut Items) {
    let roots = items.spans.iter().filter(|span| span.parent_span_id.is_none());
    let told: Vec<Event> = roots.flat_map(|root| Told::of(scene, root).events).collect();
    items.events.extend(told.into_iter().filter(|event| event.time <= scene.clock.now));
}

/// The events of one execution.
struct Told<'r> {
    root: &'r Span,
    random: Random,
    events: Vec<Event>,
}

impl<'r> Told<'r> {
    fn of(scene: &Scene, root: &'r Span) -> Self {
        let (high, low) = root.trace_id.0.as_u64_pair();
        let random = Random::of(&[scene.seed, high, low]);
        let mut told = Self { root, random, events: Vec::new() };
        match root.status {
            SpanStatus::Success => told.succeed(),
            SpanStatus::Error => told.fail(),
            SpanStatus::Running | SpanStatus::Skipped => {}
        }
        told
    }

    fn succeed(&mut self) {
        match self.root.name.as_str() {
            "support-agent" => self.answer(540, &[(64, "network"), (24, "visits"), (12, "other")]),
            "billing-agent" => self.answer(560, &[(93, "billing"), (7, "other")]),
            "order-tracker" | "shop-agent" => self.answer(420, &[(70, "orders"), (30, "other")]),
            "retention-agent" => self.answer(480, &[(82, "plan change"), (18, "billing")]),
            "sales-agent" => self.sell(),
            "schedule-visit" => self.schedule(),
            "renegotiate" => self.recover(720, 0),
            "inbound-call" => self.answer(820, &[(48, "network"), (38, "billing"), (14, "visits")]),
            "outbound-call" => self.recover(310, 20),
            _ => {}
        }
    }

    fn fail(&mut self) {
        let is_conversation = self.root.agent_id.is_some() && self.root.thread_id.is_some();
        if is_conversation && self.random.chance(380) {
            self.push("handoff", SECOND, &json!({ "reason": "system_down" }));
        }
        if self.random.chance(160) {
            let severity = self.random.weighted(&[(52, "warning"), (36, "high"), (12, "critical")]);
            let source = self.random.pick(&["crm-bridge", "scheduling-api", "sip-trunk"]);
            let properties =
                json!({ "company": self.root.company_id, "severity": severity, "source": source });
            self.push("alert_received", 20 * SECOND, &properties);
        }
    }

    /// Somebody was answered, and may say how they liked it.
    fn answer(&mut self, often: i64, categories: &[(i64, &'static str)]) {
        if self.random.chance(62) {
            let reason = self.random.weighted(&REASONS);
            return self.push("handoff", SECOND, &json!({ "reason": reason }));
        }
        if !self.random.chance(often) {
            return;
        }
        let minutes = self.random.around(64);
        let category = self.random.weighted(categories);
        let answered = self.random.chance(if category == "network" { 770 } else { 850 });
        let properties = json!({
            "category": category,
            "channel": self.channel(),
            "duration": tenths(minutes),
            "answered": answered,
            "customer": self.customer(),
        });
        self.push("ticket_resolved", 2 * SECOND, &properties);
        if self.random.chance(410) {
            let score = self.random.weighted(&SCORES);
            let score = if answered { score } else { (score - 1).max(1) };
            let after = self.random.between(MINUTE, 9 * MINUTE);
            let channel = self.channel();
            self.push("csat_answered", after, &json!({ "score": score, "channel": channel }));
        }
    }

    fn sell(&mut self) {
        if self.random.chance(130) {
            let from = self.random.between(0, 3);
            let to = self.random.between(from + 1, 4);
            let plan = |index: i64| usize::try_from(index).ok().and_then(|index| PLANS.get(index));
            self.push("plan_upgraded", 40 * SECOND, &json!({ "from": plan(from), "to": plan(to) }));
        }
        self.answer(360, &[(90, "plan change"), (10, "other")]);
    }

    fn schedule(&mut self) {
        let city = self.random.weighted(&CITIES);
        let window = self.random.pick(&WINDOWS);
        self.push("visit_scheduled", SECOND, &json!({ "window": window, "city": city }));
    }

    /// Money that came back, in cents at first; now and then a program sends it as text.
    fn recover(&mut self, often: i64, more: i64) {
        if !self.random.chance(often) {
            return;
        }
        let amount = tenths(self.random.around(740 + more * 10));
        let amount = if self.random.chance(6) { json!(amount.to_string()) } else { json!(amount) };
        let method = self.random.weighted(&METHODS);
        let after = self.random.between(MINUTE, 40 * MINUTE);
        let channel = self.channel();
        let properties = json!({ "amount": amount, "method": method, "channel": channel });
        self.push("payment_recovered", after, &properties);
    }

    /// Where the execution came from, by its thread.
    fn channel(&self) -> &'static str {
        match self.root.thread_id.as_deref() {
            Some(thread) if thread.starts_with("web-") => "web",
            Some(thread) if thread.starts_with("call-") => "voice",
            _ => "whatsapp",
        }
    }

    /// A number that stays the same for the same thread, and tells nobody whose it is.
    fn customer(&self) -> String {
        let thread = self.root.thread_id.as_deref().unwrap_or_default();
        let sum = thread
            .bytes()
            .fold(7_u64, |sum, byte| sum.wrapping_mul(1_000_003).wrapping_add(u64::from(byte)));
        format!("c-{:05}", sum % 100_000)
    }

    /// Adds an event some nanoseconds after the end.
    fn push(&mut self, name: &str, after: i64, properties: &Value) {
        let Some(end) = self.root.end else { return };
        let trace_id = self.root.trace_id;
        let own_id = self.root.execution_id.clone();
        self.events.push(Event {
            name: name.to_owned(),
            time: UnixNano(end.0 + after),
            trace_id: Some(trace_id),
            execution_id: Some(own_id.unwrap_or_else(|| trace_id.to_string())),
            thread_id: self.root.thread_id.clone(),
            agent_id: self.root.agent_id.clone(),
            properties: Some(JsonText::of(properties)),
            ..Event::default()
        });
    }
}

#[expect(clippy::cast_precision_loss, reason = "small")]
fn tenths(number: i64) -> f64 {
    number as f64 / 10.0
}
