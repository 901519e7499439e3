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
    for _ in 0..random.count(busy * 62) {
        let time = UnixNano(start.0 + random.below(HOUR));
        pace(scene, random, time, busy, items);
    }
    for _ in 0..random.count(900 + scene.clock.trouble(UnixNano(start.0 + HOUR / 2)) * 40) {
        let time = UnixNano(start.0 + random.below(HOUR));
        complain(scene, random, time, items);
    }
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
