//! Which spans a search or a breakdown looks at.

use farol_model::{SpanStatus, SpanType, TraceId, UnixNano};
use sqlx::{Postgres, QueryBuilder};

use crate::{
    executions::{contains, literally, push_any},
    logs::AttributeCondition,
};

/// Conditions on spans; every one must hold, any value of a list will do.
#[derive(Clone, Debug, Default)]
pub struct SpanFilter {
    pub project_id: i32,
    /// Start, inclusive.
    pub from: Option<UnixNano>,
    /// Start, exclusive.
    pub to: Option<UnixNano>,
    /// Only spans of these; their own bounds are in `from` and `to`.
    pub traces: Option<Vec<TraceId>>,
    /// Whole names; `*` stands for any text.
    pub names: Vec<String>,
    pub types: Vec<SpanType>,
    pub statuses: Vec<SpanStatus>,
    pub services: Vec<String>,
    pub models: Vec<String>,
    pub providers: Vec<String>,
    /// Agent ids or names.
    pub agents: Vec<String>,
    pub tools: Vec<String>,
    pub sessions: Vec<String>,
    pub users: Vec<String>,
    pub min_duration_ns: Option<i64>,
    pub max_duration_ns: Option<i64>,
    /// On attributes of the span or of its resource, as text.
    pub attributes: Vec<AttributeCondition>,
    pub not_attributes: Vec<AttributeCondition>,
    /// Text in name, status message or error, compared without case.
    pub search: Option<String>,
}

/// Adds all conditions but those on time.
pub(super) fn push_conditions(query: &mut QueryBuilder<Postgres>, filter: &SpanFilter) {
    query.push(" and project_id = ").push_bind(filter.project_id);
    if let Some(traces) = &filter.traces {
        let traces: Vec<_> = traces.iter().map(|trace| trace.0).collect();
        query.push(" and trace_id = any(").push_bind(traces).push(")");
    }
    push_names(query, &filter.names);
    push_any(query, "type", filter.types.iter().map(|each| each.code()).collect::<Vec<i16>>());
    push_any(query, "status", filter.statuses.iter().map(|of| of.code()).collect::<Vec<i16>>());
    push_any(query, "service", filter.services.clone());
    push_any(query, "model", filter.models.clone());
    push_any(query, "provider", filter.providers.clone());
    push_any(query, "tool_name", filter.tools.clone());
    push_any(query, "session_id", filter.sessions.clone());
    push_any(query, "user_id", filter.users.clone());
    if !filter.agents.is_empty() {
        query.push(" and (agent_id = any(").push_bind(filter.agents.clone());
        query.push(") or agent_name = any(").push_bind(filter.agents.clone()).push("))");
    }
    if let Some(least) = filter.min_duration_ns {
        query.push(" and end_ns - start_ns >= ").push_bind(least);
    }
    if let Some(most) = filter.max_duration_ns {
        query.push(" and end_ns - start_ns <= ").push_bind(most);
    }
    if let Some(search) = &filter.search {
        query.push(" and concat_ws(e'\\n', name, status_message, error) ilike ");
        query.push_bind(contains(search));
    }
    for condition in &filter.attributes {
        query.push(" and ");
        push_attribute(query, condition);
    }
    for condition in &filter.not_attributes {
        query.push(" and not ");
        push_attribute(query, condition);
    }
}

fn push_names(query: &mut QueryBuilder<Postgres>, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let (patterns, exact): (Vec<_>, Vec<_>) =
        names.iter().cloned().partition(|name| name.contains('*'));
    let patterns: Vec<String> =
        patterns.iter().map(|pattern| literally(pattern).replace('*', "%")).collect();
    query.push(" and (name = any(").push_bind(exact);
    query.push(") or name like any(").push_bind(patterns).push("))");
}

/// Where attributes stand, and how one is taken out of there.
const PLACES: [(&str, &str); 2] =
    [("attributes", "attributes::json ->> "), ("resource", "resource::json -> 'attributes' ->> ")];

/// A condition that is true or false, never null. The text is looked into first: parsing it costs
/// far more.
fn push_attribute(query: &mut QueryBuilder<Postgres>, condition: &AttributeCondition) {
    for (index, (column, value)) in PLACES.into_iter().enumerate() {
        query.push(if index == 0 { "(case when " } else { " or case when " });
        push_contains(query, column, &condition.key);
        if let [value] = &condition.values[..] {
            query.push(" and ");
            push_contains(query, column, value);
        }
        query.push(" then coalesce(").push(value).push_bind(condition.key.clone());
        query.push(" = any(").push_bind(condition.values.clone());
        query.push("), false) else false end");
    }
    query.push(")");
}

/// An attribute of the span, or else of its resource, as text.
pub(super) fn push_attribute_value(query: &mut QueryBuilder<Postgres>, key: &str) {
    query.push("coalesce(");
    for (index, (column, value)) in PLACES.into_iter().enumerate() {
        query.push(if index == 0 { "case when " } else { ", case when " });
        push_contains(query, column, key);
        query.push(" then ").push(value).push_bind(key.to_owned()).push(" end");
    }
    query.push(")");
}

/// Whether a text may stand in JSON: for certain only where none of it is escaped there.
fn push_contains(query: &mut QueryBuilder<Postgres>, column: &str, text: &str) {
    let stands_for_itself = |c: char| c != '"' && c != '\\' && c != '/' && !c.is_control();
    if text.chars().all(stands_for_itself) {
        query.push(format_args!("strpos({column}, ")).push_bind(text.to_owned()).push(") > 0");
    } else {
        query.push(format_args!("{column} is not null"));
    }
}
