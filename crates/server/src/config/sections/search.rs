//! How text is searched for.

use serde::Deserialize;

use super::within;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SearchConfig {
    pub(crate) deadline_ms: u64,
    pub(crate) index_logs: bool,
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self { deadline_ms: 3_000, index_logs: true }
    }
}

impl SearchConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("search.deadline_ms", self.deadline_ms, 100, 60_000)
    }
}
