//! How those who follow executions over WebSocket are served.

use std::time::Duration;

use farol_api::LiveSettings;
use serde::Deserialize;

use super::within;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LiveConfig {
    pub(crate) ping_period_seconds: u64,
    pub(crate) read_deadline_seconds: u64,
    pub(crate) write_deadline_seconds: u64,
    pub(crate) max_clients: usize,
    pub(crate) poll_seconds: u64,
}

impl Default for LiveConfig {
    fn default() -> Self {
        Self {
            ping_period_seconds: 15,
            read_deadline_seconds: 30,
            write_deadline_seconds: 10,
            max_clients: 256,
            poll_seconds: 2,
        }
    }
}

impl LiveConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("live.ping_period_seconds", self.ping_period_seconds, 1, 3_600)?;
        // Nobody can answer a ping that was not sent.
        let least = self.ping_period_seconds + 1;
        within("live.read_deadline_seconds", self.read_deadline_seconds, least, 7_200)?;
        within("live.write_deadline_seconds", self.write_deadline_seconds, 1, 3_600)?;
        within("live.max_clients", self.max_clients, 1, 100_000)?;
        within("live.poll_seconds", self.poll_seconds, 1, 3_600)
    }

    /// The same for the API.
    pub(crate) fn settings(&self) -> LiveSettings {
        LiveSettings {
            ping_period: Duration::from_secs(self.ping_period_seconds),
            read_deadline: Duration::from_secs(self.read_deadline_seconds),
            write_deadline: Duration::from_secs(self.write_deadline_seconds),
            max_clients: self.max_clients,
            poll: Duration::from_secs(self.poll_seconds),
            ..LiveSettings::default()
        }
    }
}
