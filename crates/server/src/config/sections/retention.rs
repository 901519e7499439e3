//! What runs by the clock: how long things are kept, and the canary.

use farol_storage::{LEAST_AUDIT_DAYS, Limits, PartitionedTable, RetentionPolicy};
use serde::Deserialize;

use super::within;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RetentionConfig {
    pub(crate) spans_days: i64,
    pub(crate) logs_days: i64,
    pub(crate) events_days: i64,
    pub(crate) spans_max_bytes: i64,
    pub(crate) logs_max_bytes: i64,
    pub(crate) events_max_bytes: i64,
    pub(crate) rollups_days: i64,
    pub(crate) audit_days: i64,
    pub(crate) future_days: i64,
    pub(crate) every_seconds: u64,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self {
            spans_days: 90,
            logs_days: 90,
            events_days: 400,
            spans_max_bytes: 0,
            logs_max_bytes: 0,
            events_max_bytes: 0,
            rollups_days: 1_826,
            audit_days: 365,
            future_days: 7,
            every_seconds: 120,
        }
    }
}

impl RetentionConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("retention.spans_days", self.spans_days, 1, 36_500)?;
        within("retention.logs_days", self.logs_days, 1, 36_500)?;
        within("retention.events_days", self.events_days, 1, 36_500)?;
        within("retention.spans_max_bytes", self.spans_max_bytes, 0, i64::MAX)?;
        within("retention.logs_max_bytes", self.logs_max_bytes, 0, i64::MAX)?;
        within("retention.events_max_bytes", self.events_max_bytes, 0, i64::MAX)?;
        within("retention.rollups_days", self.rollups_days, 1, 36_500)?;
        within("retention.audit_days", self.audit_days, LEAST_AUDIT_DAYS, 36_500)?;
        within("retention.future_days", self.future_days, 0, 365)?;
        within("retention.every_seconds", self.every_seconds, 1, 86_400)
    }

    /// The server's limits of each kind, to which those of projects are added.
    pub(crate) fn policy(&self) -> RetentionPolicy {
        let limits = |days, max_bytes: i64| Limits {
            days: Some(days),
            max_bytes: (max_bytes > 0).then_some(max_bytes),
        };
        RetentionPolicy::new([
            (PartitionedTable::Spans, limits(self.spans_days, self.spans_max_bytes)),
            (PartitionedTable::Logs, limits(self.logs_days, self.logs_max_bytes)),
            (PartitionedTable::Events, limits(self.events_days, self.events_max_bytes)),
        ])
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CanaryConfig {
    pub(crate) enabled: bool,
    pub(crate) every_seconds: u64,
}

impl Default for CanaryConfig {
    fn default() -> Self {
        Self { enabled: false, every_seconds: 60 }
    }
}

impl CanaryConfig {
    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        within("canary.every_seconds", self.every_seconds, 1, 86_400)
    }
}
