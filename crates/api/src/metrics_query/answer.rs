//! An answer as it is sent.

use farol_model::{
    UnixNano,
    metrics::{Buckets, GroupKey, Told},
    rollup::RollupValue,
};
use farol_storage::MetricsSource;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// What was asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct MetricsAnswer {
    #[serde(flatten)]
    pub(super) period: MetricsPeriod,
    /// The period before, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline)]
    pub(super) previous: Option<MetricsPeriod>,
}

/// What a measure comes to over a time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MetricsPeriod {
    /// Over all of the time and all groups; null where there is nothing that it could be of.
    #[schema(required, value_type = Option<f64>)]
    value: Option<Number>,
    /// Every bucket in order, also where it is empty; none without `interval`.
    series: Vec<MetricsPoint>,
    /// The largest groups first, by what they come to where that adds up (`count`, `sum`, `distinct_count`), else
    /// by how many events they are of; what is in none of them last. None without `groupBy`.
    groups: Vec<MetricsGroup>,
    #[schema(value_type = MetricsSourceName)]
    source: &'static str,
    /// False where it is an estimate, as percentiles are (within 2.2 %) and counts of very many different values
    /// (within 2 %), or where values were left out.
    exact: bool,
    /// Events that have the measured property, but of a type that cannot be measured.
    skipped: u64,
    /// False where time was up: only events at `searchedTo` or later are in it.
    complete: bool,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
}

/// `rollup`: what was added up when events were written; `raw`: the events themselves.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "words the schema")]
enum MetricsSourceName {
    Rollup,
    Raw,
}

/// A bucket.
#[derive(Serialize, ToSchema)]
struct MetricsPoint {
    /// When it begins: the first one perhaps before `from`.
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    #[schema(required, value_type = Option<f64>)]
    value: Option<Number>,
}

/// The events that have one value.
#[derive(Serialize, ToSchema)]
struct MetricsGroup {
    /// The value as text, numbers and booleans as JSON writes them; null: events that have none.
    #[schema(required)]
    key: Option<String>,
    /// The values that the key stands for, with their types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<serde_json::Value>)]
    keys: Vec<serde_json::Value>,
    #[schema(required, value_type = Option<f64>)]
    value: Option<Number>,
    series: Vec<MetricsPoint>,
    /// Present and true: what is in none of the groups. Its key is `other`.
    #[serde(skip_serializing_if = "is_false")]
    #[schema(required = false)]
    other: bool,
}

/// Written without a fraction where it has none.
struct Number(f64);

impl Serialize for Number {
    #[expect(clippy::cast_possible_truncation, reason = "below 2^53")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl MetricsPeriod {
    pub(super) fn new(buckets: &Buckets, found: farol_storage::MetricsAnswer) -> Self {
        let farol_storage::MetricsAnswer { answer, source, searched_to } = found;
        let range = buckets.range();
        let groups = answer.groups.iter().map(|(key, told)| MetricsGroup {
            key: key.text().map(std::borrow::Cow::into_owned),
            keys: match key {
                GroupKey::Values(values) => values.iter().map(json_of).collect(),
                GroupKey::Absent | GroupKey::Other => Vec::new(),
            },
            value: told.value.map(Number),
            series: series(buckets, told),
            other: *key == GroupKey::Other,
        });
        Self {
            value: answer.all.value.map(Number),
            series: series(buckets, &answer.all),
            groups: groups.collect(),
            source: match source {
                MetricsSource::Rollup => "rollup",
                MetricsSource::Raw => "raw",
            },
            exact: answer.exact,
            skipped: answer.skipped,
            complete: searched_to.is_none(),
            searched_to,
            from: range.start,
            to: range.end,
        }
    }
}

fn series(buckets: &Buckets, told: &Told) -> Vec<MetricsPoint> {
    let points = buckets.starts().iter().zip(&told.series);
    let point = |(start, value): (&i64, &Option<f64>)| MetricsPoint {
        start: UnixNano(*start),
        value: value.map(Number),
    };
    points.map(point).collect()
}

/// A value with its type.
pub(crate) fn json_of(value: &RollupValue) -> serde_json::Value {
    match value {
        RollupValue::Text(text) => text.clone().into(),
        RollupValue::Boolean(value) => (*value).into(),
        RollupValue::Number(number) => serde_json::to_value(Number(*number)).unwrap_or_default(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_false(value: &bool) -> bool {
    !*value
}
