//! Who takes part: services, tenants and customers.

use std::sync::Arc;

use farol_model::{JsonText, Resource};
use serde_json::json;

use super::{clock::Clock, random::Random};

/// A program that sends telemetry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    AgentWorker,
    VoiceGateway,
    SipTrunk,
    CampaignDialer,
    CrmBridge,
    Scheduling,
    Catalogue,
    WhatsappAgent,
}

/// Name, version and instrumentation scope, in the order of [`Service`].
const SERVICES: [(&str, &str, &str); 8] = [
    ("agent-worker", "1.4.2", "opentelemetry.instrumentation.openai"),
    ("voice-gateway", "2.11.0", "calls.media"),
    ("sip-trunk", "5.3.8", "calls.transfer"),
    ("campaign-dialer", "0.19.4", "dialer.pacing"),
    ("crm-bridge", "3.0.1", "crm.http"),
    ("scheduling-api", "1.9.0", "http.server"),
    ("catalogue-indexer", "0.7.3", "indexer"),
    ("whatsapp-agent", "4.2.0", "pipeline"),
];

/// Companies whose customers are served, and how much of the traffic is theirs.
const TENANTS: [(i64, &str); 4] =
    [(54, "telenorte"), (27, "fibra-sul"), (13, "litoral-net"), (6, "serra-telecom")];

const FIRST_NAMES: [&str; 44] = [
    "Rafael",
    "Marina",
    "Caio",
    "Sônia",
    "Ingrid",
    "Davi",
    "Aline",
    "Tadeu",
    "Bianca",
    "Nair",
    "Heitor",
    "Otávio",
    "Lívia",
    "Júlia",
    "Breno",
    "Cecília",
    "Danilo",
    "Elisa",
    "Fábio",
    "Gisele",
    "Hugo",
    "Iara",
    "Jonas",
    "Karina",
    "Leandro",
    "Mirela",
    "Nelson",
    "Olívia",
    "Paulo",
    "Quitéria",
    "Renata",
    "Sérgio",
    "Tainá",
    "Ulisses",
    "Vera",
    "Wagner",
    "Yara",
    "Zilda",
    "Emma",
    "Liam",
    "Noah",
    "Olivia",
    "Grace",
    "Henry",
];

const AREA_CODES: [&str; 10] = ["11", "21", "31", "41", "48", "51", "61", "71", "81", "85"];

/// What is the same for all of the data.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) clock: Clock,
    pub(super) seed: u64,
    resources: Vec<Arc<Resource>>,
}

/// Somebody who writes or calls. The number is one that is given to nobody.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub(super) first_name: &'static str,
    pub(super) name: String,
    pub(super) phone: String,
    /// The number's digits alone.
    pub(super) digits: String,
    pub(super) tenant: &'static str,
}

impl Scene {
    pub(super) fn new(clock: Clock, seed: u64) -> Self {
        let resources = SERVICES.iter().map(|of| Arc::new(resource(*of))).collect();
        Self { clock, seed, resources }
    }

    pub(super) fn resource(&self, service: Service) -> Arc<Resource> {
        Arc::clone(&self.resources[service as usize])
    }

    /// A sequence for a part of the data; ids differ from one moment to the next, so that data which
    /// is made again stands beside the earlier.
    pub(super) fn ids(&self, parts: &[u64]) -> Random {
        let now = self.clock.now.0.cast_unsigned();
        Random::of(&[&[self.seed, now], parts].concat())
    }
}

fn resource((name, version, scope): (&str, &str, &str)) -> Resource {
    let attributes = json!({
        "service.name": name,
        "service.version": version,
        "service.namespace": "support",
        "deployment.environment.name": "prod",
        "host.name": format!("{name}-7d9f6-x2k4p"),
        "telemetry.sdk.language": "python",
        "telemetry.sdk.name": "opentelemetry",
    });
    Resource {
        service: Some(name.to_owned()),
        resource: Some(JsonText::of(&json!({ "attributes": attributes }))),
        scope: Some(JsonText::of(&json!({ "name": scope, "version": "0.62b0" }))),
        scope_name: Some(scope.to_owned()),
        kinds: None,
    }
}

impl Customer {
    pub(super) fn draw(random: &mut Random) -> Self {
        let tenant = random.weighted(&TENANTS);
        Self::numbered(random.pick(&AREA_CODES), random.below(10_000), tenant)
    }

    /// The customer of a number: the same one, whenever it calls.
    pub(super) fn numbered(area: &str, number: i64, tenant: &'static str) -> Self {
        let mut random = Random::of(&[area.parse().unwrap_or(0), number.cast_unsigned()]);
        let first_name = random.pick(&FIRST_NAMES);
        let initial = random.pick(&["A", "B", "C", "D", "F", "L", "M", "N", "P", "R", "S", "T"]);
        Self {
            first_name,
            name: format!("{first_name} {initial}."),
            phone: format!("+55 {area} 90000-{number:04}"),
            digits: format!("55{area}90000{number:04}"),
            tenant,
        }
    }
}
