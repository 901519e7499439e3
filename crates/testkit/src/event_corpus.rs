//! Business events to measure with: requests of 1,000 events, of five names and with what their properties
//! usually are.

use std::fmt::Write;

use crate::Random;

const CATEGORIES: [&str; 5] = ["network", "billing", "visits", "plan change", "equipment"];
const CHANNELS: [&str; 3] = ["whatsapp", "voice", "chat"];
const METHODS: [&str; 3] = ["pix", "boleto", "card"];
const SEVERITIES: [&str; 4] = ["Low", "Medium", "High", "Critical"];
const NANOS_PER_MICRO: u64 = 1_000;

/// What a corpus of events holds.
#[derive(Clone, Copy, Debug)]
pub struct EventCorpus {
    pub events: usize,
    pub batch: usize,
    pub seed: u64,
    /// The time of the first event, and what passes from one to the next, in nanoseconds: whole microseconds.
    pub start: u64,
    pub step: u64,
}

impl EventCorpus {
    pub const fn new(events: usize) -> Self {
        let (start, step) = (1_763_700_000_000_000_000, 1_000_000);
        Self { events, batch: 1_000, seed: 1, start, step }
    }

    /// The bodies of the requests in JSON, one at a time.
    pub fn bodies(self) -> impl Iterator<Item = Vec<u8>> {
        let mut random = Random::new(self.seed);
        (0..self.events).step_by(self.batch).map(move |first| {
            let last = (first + self.batch).min(self.events);
            let mut body = String::from("{\"events\":[");
            for at in first..last {
                if at > first {
                    body.push(',');
                }
                self.push(&mut body, at as u64, &mut random);
            }
            body.push_str("]}");
            body.into_bytes()
        })
    }

    fn push(&self, body: &mut String, at: u64, random: &mut Random) {
        let customer = random.below(100_000);
        let (name, properties) = match random.below(10) {
            0..=3 => {
                let (category, channel) = (random.choose(&CATEGORIES), random.choose(&CHANNELS));
                let (duration, answered) = (random.between(1, 90), random.below(5) > 0);
                let properties = format!(
                    "\"duration\":{duration},\"answered\":{answered},\"category\":\"{category}\",\
                     \"channel\":\"{channel}\",\"customer\":\"c_{customer}\""
                );
                ("ticket_resolved", properties)
            }
            4..=6 => {
                let (method, amount) = (random.choose(&METHODS), random.between(1_000, 50_000));
                let properties = format!(
                    "\"amount\":{}.{:02},\"method\":\"{method}\",\"customer\":\"c_{customer}\"",
                    amount / 100,
                    amount % 100
                );
                ("payment_recovered", properties)
            }
            7 => ("csat_answered", format!("\"score\":{}", random.between(1, 6))),
            8 => {
                let severity = random.choose(&SEVERITIES);
                let company = random.below(200);
                let properties = format!(
                    "\"company\":\"Company {company}\",\"severity\":\"{severity}\",\"source\":\"Zabbix\""
                );
                ("alert_received", properties)
            }
            _ => ("handoff", "\"reason\":\"asked_human\"".to_owned()),
        };
        let micros = (self.start + at * self.step) / NANOS_PER_MICRO;
        let agent = random.below(4);
        write!(
            body,
            "{{\"name\":\"{name}\",\"timestamp\":{micros},\"agentId\":\"agent-{agent}\",\
             \"executionId\":\"{:032x}\",\"properties\":{{{properties}}}}}",
            random.next()
        )
        .expect("text is written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_requests() {
        let corpus = EventCorpus { batch: 30, ..EventCorpus::new(70) };
        assert_eq!(corpus.bodies().count(), 3);
        assert!(corpus.bodies().eq(corpus.bodies()));
        assert!(corpus.bodies().ne(EventCorpus { seed: 2, ..corpus }.bodies()));
        let body: serde_json::Value =
            serde_json::from_slice(&corpus.bodies().next().unwrap()).unwrap();
        assert_eq!(body["events"].as_array().map(Vec::len), Some(30));
    }
}
