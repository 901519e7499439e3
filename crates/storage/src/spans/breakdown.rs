//! Spans counted by a field, newest first, as far as time allows.

use std::collections::HashMap;

use farol_model::{BUCKETS_PER_DOUBLING, NO_TIME, SpanStatus, SpanType, Tally, UnixNano};
use sqlx::{FromRow, PgConnection, QueryBuilder};

use super::{
    SpanFilter,
    filter::{push_attribute_value, push_conditions},
    slices::{Patience, Slice, Walk, push_bounds},
};
use crate::StorageError;

/// Values that are told apart; what has others is counted together.
const GROUPS: usize = 10_000;

/// Characters of a value that are looked at.
const VALUE_LENGTH: i32 = 512;

/// What spans are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanField {
    Name,
    Type,
    Status,
    Service,
    Model,
    Provider,
    /// The agent's name, or its id where it has none.
    Agent,
    Tool,
    User,
    Session,
    /// An attribute of the span, or else of its resource.
    Attribute(String),
}

/// The spans of one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BreakdownGroup {
    /// `None`: the spans that have no value.
    pub value: Option<String>,
    pub tally: Tally,
}

/// Spans counted by a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breakdown {
    /// The values with most spans first.
    pub groups: Vec<BreakdownGroup>,
    /// Values beyond the limit: how many, and their spans.
    pub others: usize,
    pub other: Tally,
    /// Where time was up: nothing older was counted.
    pub searched_to: Option<UnixNano>,
}

/// Counts spans by a field; the values with most spans, up to a limit, and the rest together.
pub async fn break_down_spans(
    connection: &mut PgConnection,
    filter: &SpanFilter,
    field: &SpanField,
    limit: usize,
    patience: Patience,
) -> Result<Breakdown, StorageError> {
    let mut groups: HashMap<Option<String>, Tally> = HashMap::new();
    let mut breakdown = Breakdown::default();
    let mut walk = Walk::new(filter, None, patience);
    while let Some(mut turn) = walk.turn(connection).await? {
        let counted = count(&mut turn.transaction, filter, field, turn.slice).await;
        let Some(counted) = walk.end(turn, counted).await? else { break };
        for row in counted {
            let room = groups.len() < GROUPS || groups.contains_key(&row.value);
            let tally = if room {
                groups.entry(row.value.clone()).or_default()
            } else {
                &mut breakdown.other
            };
            row.add_to(tally);
        }
    }
    breakdown.searched_to = walk.searched_to();
    let groups = groups.into_iter().map(|(value, tally)| BreakdownGroup {
        value: value.map(|value| field.name_of(value)),
        tally,
    });
    breakdown.groups = groups.collect();
    breakdown.groups.sort_by(|one, other| {
        (other.tally.spans, &one.value).cmp(&(one.tally.spans, &other.value))
    });
    let beyond = breakdown.groups.split_off(limit.min(breakdown.groups.len()));
    breakdown.others = beyond.len();
    for group in &beyond {
        breakdown.other.merge(&group.tally);
    }
    Ok(breakdown)
}

impl SpanField {
    /// Columns hold types and statuses as numbers.
    fn name_of(&self, value: String) -> String {
        let code = value.parse().unwrap_or_default();
        match self {
            Self::Type => SpanType::from_code(code).name().to_owned(),
            Self::Status => SpanStatus::from_code(code).name().to_owned(),
            _ => value,
        }
    }

    const fn expression(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type::text",
            Self::Status => "status::text",
            Self::Service => "service",
            Self::Model => "model",
            Self::Provider => "provider",
            Self::Agent => "coalesce(agent_name, agent_id)",
            Self::Tool => "tool_name",
            Self::User => "user_id",
            Self::Session => "session_id",
            Self::Attribute(_) => "",
        }
    }
}

/// The spans of a value whose durations are in one bucket.
#[derive(FromRow)]
struct Counted {
    value: Option<String>,
    /// Null: they run.
    bucket: Option<i16>,
    spans: i64,
    errors: i64,
    input_tokens: i64,
    output_tokens: i64,
    total_tokens: i64,
    cost: f64,
    priced: i64,
    estimated: i64,
}

impl Counted {
    fn add_to(&self, tally: &mut Tally) {
        tally.merge(&Tally {
            spans: self.spans,
            errors: self.errors,
            input_tokens: self.input_tokens,
            output_tokens: self.output_tokens,
            total_tokens: self.total_tokens,
            cost: self.cost,
            priced: self.priced,
            estimated: self.estimated,
            ..Tally::default()
        });
        if let Some(bucket) = self.bucket {
            tally.durations.add(bucket, self.spans);
        }
    }
}

async fn count(
    connection: &mut PgConnection,
    filter: &SpanFilter,
    field: &SpanField,
    slice: Slice,
) -> Result<Vec<Counted>, StorageError> {
    let mut query = QueryBuilder::new("select left(");
    match field {
        SpanField::Attribute(key) => push_attribute_value(&mut query, key),
        _ => {
            query.push(field.expression());
        }
    }
    let (error, running) = (SpanStatus::Error.code(), SpanStatus::Running.code());
    // The buckets of `farol_model::Histogram`.
    query.push(format_args!(
        ", {VALUE_LENGTH}) as value, \
         case when status = {running} then null when end_ns <= start_ns then {NO_TIME}::smallint \
         else floor(ln((end_ns - start_ns)::double precision) * {BUCKETS_PER_DOUBLING} \
             / {ln_2})::smallint end as bucket, \
         count(*) as spans, count(*) filter (where status = {error}) as errors, \
         coalesce(least(sum(input_tokens), {most}), 0)::bigint as input_tokens, \
         coalesce(least(sum(output_tokens), {most}), 0)::bigint as output_tokens, \
         coalesce(least(sum(coalesce(total_tokens, coalesce(input_tokens, 0)::numeric \
             + coalesce(output_tokens, 0))), {most}), 0)::bigint as total_tokens, \
         coalesce(sum(cost), 0) as cost, count(cost) as priced, \
         count(*) filter (where cost_estimated) as estimated \
         from spans where true",
        ln_2 = std::f64::consts::LN_2,
        most = i64::MAX / 1_000_000,
    ));
    push_bounds(&mut query, slice);
    push_conditions(&mut query, filter);
    query.push(" group by 1, 2");
    Ok(query.build_query_as().fetch_all(connection).await?)
}
