//! People coming in.

use serde::Deserialize;

use super::within;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AuthConfig {
    pub(crate) failures_per_email: u32,
    pub(crate) failures_per_address: u32,
    pub(crate) failure_window_seconds: u64,
    pub(crate) invitation_days: i64,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            failures_per_email: 10,
            failures_per_address: 50,
            failure_window_seconds: 900,
            invitation_days: 7,
        }
    }
}

impl AuthConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("auth.failures_per_email", self.failures_per_email, 0, 100_000)?;
        within("auth.failures_per_address", self.failures_per_address, 0, 100_000)?;
        within("auth.failure_window_seconds", self.failure_window_seconds, 1, 86_400)?;
        within("auth.invitation_days", self.invitation_days, 1, 365)
    }
}
