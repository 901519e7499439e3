//! What programs log whoever is served: heartbeats, pacing of campaigns, trunks that come and go.

use farol_model::{JsonText, Level, LogRecord, UnixNano};
use serde_json::{Value, json};

use super::{
    clock::{HOUR, MINUTE, SECOND},
    corpus::CAMPAIGNS,
    random::Random,
    scene::{Scene, Service},
    trace::Items,
};

/// Lines of an hour that belong to no trace.
pub(super) fn log_hour(scene: &Scene, random: &mut Random, start: UnixNano, items: &mut Items) {
    let busy = scene.clock.busy(start);
    for at in (0..HOUR).step_by(usize::try_from(2 * MINUTE).unwrap_or(1)) {
        let time = UnixNano(start.0 + at + random.below(SECOND));
        let (service, name) = random.pick(&[
            (Service::VoiceGateway, "voice-gateway"),
            (Service::AgentWorker, "agent-worker"),
            (Service::SipTrunk, "sip-trunk"),
        ]);
        let body = format!("{name} heartbeat, {} sessions", busy * 46 / 1000);
        write(
            scene,
            items,
            (time, service, Level::Debug, &body),
            &json!({ "event": "heartbeat", "sessions": busy * 46 / 1000 }),
        );
    }
    for _ in 0..random.count(busy * 90) {
        let time = UnixNano(start.0 + random.below(HOUR));
        pace(scene, random, time, busy, items);
    }
    for _ in 0..random.count(busy * 16) {
        let time = UnixNano(start.0 + random.below(HOUR));
        hand_on(scene, random, time, items);
    }
    for _ in 0..random.count(900 + scene.clock.trouble(UnixNano(start.0 + HOUR / 2)) * 40) {
        let time = UnixNano(start.0 + random.below(HOUR));
        complain(scene, random, time, items);
    }
}

/// A call that people answer is handed on: the switches tell of it, and nobody traces it.
fn hand_on(scene: &Scene, random: &mut Random, time: UnixNano, items: &mut Items) {
    let tenant = random.weighted(&[(54, "telenorte"), (27, "fibra-sul"), (13, "litoral-net")]);
    let call = json!({
        "call_id": format!("c-{:06x}", random.next() >> 40),
        "tenant_id": tenant,
        "queue": random.pick(&["n1-suporte", "n1-cobranca", "n2-rede", "n2-retencao"]),
        "trunk": random.pick(&["tronco-sp-01", "tronco-sp-02", "tronco-rj-01"]),
        "campaign": random.weighted(&CAMPAIGNS),
    });
    let mut at = time.0;
    let mut tell = |service, level, body: &str, event: &str, more: (&str, Value)| {
        let mut fields = with(call.clone(), event);
        fields[more.0] = more.1;
        write(scene, items, (UnixNano(at), service, level, body), &fields);
        at += SECOND * 3 / 7;
    };
    let (gateway, trunk) = (Service::VoiceGateway, Service::SipTrunk);
    let reason = "transfer requested, reason: negotiation above R$ 1.500,00";
    tell(gateway, Level::Info, reason, "transfer_requested", ("attempt", 1.into()));
    for attempt in 1..=3 {
        let seat = format!("ramal-{}", 4_300 + random.below(140));
        let rang = random.between(21, 84);
        let asked = format!("REFER sent to {seat}, attempt {attempt} of 3");
        let endpoint = ("endpoint", Value::from(seat.as_str()));
        tell(trunk, Level::Info, &asked, "transfer_attempt", endpoint.clone());
        if random.chance(730) {
            let body = format!(
                "transfer accepted by {seat} after {}.{} s of ringing",
                rang / 10,
                rang % 10
            );
            return tell(gateway, Level::Info, &body, "call_transferred", endpoint);
        }
        let body = format!("transfer failed: 486 Busy Here from {seat}, attempt {attempt} of 3");
        tell(trunk, Level::Error, &body, "transfer_failed", ("sip.status", 486.into()));
    }
    let body = "no answer within 20 s, transfer goes back to its queue";
    tell(gateway, Level::Warn, body, "queue_full", ("attempt", 3.into()));
}

/// The dialer says how it goes.
fn pace(scene: &Scene, random: &mut Random, time: UnixNano, busy: i64, items: &mut Items) {
    let campaign = random.weighted(&CAMPAIGNS);
    let seats = 50;
    let taken = (busy * seats / 1000 + random.below(9) - 4).clamp(0, seats);
    let fields = json!({ "campaign": campaign, "tenant_id": "telenorte", "queue": "n2-rede", "seats": seats, "taken": taken });
    let service = Service::CampaignDialer;
    let percent = taken * 100 / seats;
    if percent > 90 {
        let body = format!(
            "transfer queue n2-rede at {percent} % of its capacity, {taken} of {seats} seats"
        );
        return write(
            scene,
            items,
            (time, service, Level::Warn, &body),
            &with(fields, "queue_full"),
        );
    }
    let contacts = random.between(1, 9);
    let body = if random.chance(600) {
        format!("dialing {contacts} contacts of {campaign}")
    } else {
        format!("skipping {contacts} contacts of {campaign}, outside of their hours")
    };
    write(scene, items, (time, service, Level::Info, &body), &with(fields, "pacing"));
}

/// Something is not as it should be.
fn complain(scene: &Scene, random: &mut Random, time: UnixNano, items: &mut Items) {
    let trunk = random.pick(&["tronco-sp-01", "tronco-sp-02", "tronco-rj-01"]);
    let broken = scene.clock.trouble(time) > 0;
    let (level, service, body, event) = match random.below(20) {
        0 => (
            Level::Fatal,
            Service::SipTrunk,
            format!("worker 3 restarted: transfer table lost its lease on {trunk}"),
            "worker_restarted",
        ),
        1..4 => (
            Level::Error,
            Service::SipTrunk,
            format!("408 Request Timeout from {trunk}"),
            "sip_timeout",
        ),
        4..9 if broken => (
            Level::Error,
            Service::CrmBridge,
            "tickets.internal: no healthy upstream, 0 of 3 endpoints".to_owned(),
            "upstream_lost",
        ),
        9..13 if broken => (
            Level::Warn,
            Service::Scheduling,
            "connection pool exhausted, waited 5,000 ms".to_owned(),
            "pool_exhausted",
        ),
        _ => (
            Level::Warn,
            Service::VoiceGateway,
            format!("jitter of {} ms on {trunk}", random.between(31, 88)),
            "jitter",
        ),
    };
    write(scene, items, (time, service, level, &body), &json!({ "event": event, "trunk": trunk }));
}

fn with(mut fields: Value, event: &str) -> Value {
    fields["event"] = event.into();
    fields
}

fn write(
    scene: &Scene,
    items: &mut Items,
    (time, service, level, body): (UnixNano, Service, Level, &str),
    attributes: &Value,
) {
    if time > scene.clock.now {
        return;
    }
    items.logs.push(LogRecord {
        time,
        observed: Some(UnixNano(time.0 + 3_900_000)),
        severity_number: level.severity(),
        severity_text: Some(level.name().to_uppercase()),
        body: Some(JsonText::of(&body)),
        attributes: Some(JsonText::of(attributes)),
        resource: scene.resource(service),
        ..LogRecord::default()
    });
}
