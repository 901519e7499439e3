//! A question as it is sent.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::query::Time;

/// What to measure, of which events, over which time.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct MetricsQuery {
    /// What is measured; `events` unless given. Properties of `executions` are `status`, `type`, `name`, `agentId`,
    /// `service`, `model`, `threadId`, `userId`, and the numbers `durationMs`, `totalTokens`, `inputTokens`,
    /// `outputTokens`, `cost`, `spanCount`, `errorCount`, `messageCount`; of `spans` `type`, `status`, `name`,
    /// `service`, `model`, `agentId`, `durationMs`, and tokens and cost as each span tells them; of `logs` `level` and
    /// `service`, for `count` and `rate`.
    #[schema(inline)]
    pub(super) dataset: Option<Dataset>,
    /// The name of the events; for `events` alone, which need one.
    pub(super) event: Option<String>,
    #[schema(inline)]
    pub(super) aggregation: Aggregation,
    /// The property that is measured; `count` and `rate` have none.
    pub(super) property: Option<String>,
    /// For `rate` alone: the percentage of the events for which this holds.
    #[serde(rename = "match")]
    pub(super) matching: Option<MetricsFilter>,
    /// At most 20, and all of them hold.
    pub(super) filters: Option<Vec<MetricsFilter>>,
    /// The property whose values are told apart.
    pub(super) group_by: Option<String>,
    /// Groups that are told apart, the largest, from 1 to 50; 10 unless given. All others are one.
    pub(super) limit: Option<i64>,
    /// Adds a series of hours, days, weeks (from Monday) or months; at most 5,000 of them.
    #[schema(inline)]
    pub(super) interval: Option<IntervalName>,
    /// Whose hours, days, weeks and months: a name such as `America/Sao_Paulo`; `UTC` unless given.
    pub(super) timezone: Option<String>,
    /// Inclusive; seven days before `to` unless given.
    #[schema(value_type = Option<String>)]
    pub(super) from: Option<Time>,
    /// Exclusive; now unless given.
    #[schema(value_type = Option<String>)]
    pub(super) to: Option<Time>,
    /// Only what this agent did.
    pub(super) agent_id: Option<String>,
    /// `previous` adds the period before: as long, or, from midnight to midnight, of as many days.
    #[schema(inline)]
    pub(super) compare: Option<Compare>,
}

/// A condition on a property.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetricsFilter {
    pub(super) property: String,
    /// `eq` unless given. `ne` holds of what has no such property, too; `gt`, `gte`, `lt` and `lte` are for
    /// numbers.
    #[schema(inline)]
    pub(super) op: Option<Op>,
    /// A text, a number or a boolean, and none is equal to one of another type; for `in` a list of up to 100;
    /// for `exists` whether it has to (true unless given).
    pub(super) value: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Dataset {
    #[default]
    Events,
    Executions,
    Spans,
    Logs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Aggregation {
    Count,
    Rate,
    Sum,
    Avg,
    Min,
    Max,
    DistinctCount,
    P50,
    P95,
    P99,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Op {
    Eq,
    Ne,
    In,
    Gt,
    Gte,
    Lt,
    Lte,
    Exists,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum IntervalName {
    Hour,
    Day,
    Week,
    Month,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Compare {
    Previous,
}
