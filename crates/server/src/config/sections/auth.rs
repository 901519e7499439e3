//! People coming in.

use serde::Deserialize;

use super::within;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AuthConfig {
    pub(crate) invitation_days: i64,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self { invitation_days: 7 }
    }
}

impl AuthConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("auth.invitation_days", self.invitation_days, 1, 365)
    }
}
