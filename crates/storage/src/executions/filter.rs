//! Which executions are meant, as SQL.

use farol_model::{SpanStatus, SpanType, UnixNano};
use sqlx::{Postgres, QueryBuilder};

use super::{ExecutionCursor, ExecutionSort};

/// Which executions to list; every condition must hold, any value of a list will do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExecutionFilter {
    pub project_id: i32,
    /// Start, inclusive.
    pub from: Option<UnixNano>,
    /// Start, exclusive.
    pub to: Option<UnixNano>,
    pub statuses: Vec<SpanStatus>,
    pub types: Vec<SpanType>,
    /// Agent ids or names.
    pub agents: Vec<String>,
    pub threads: Vec<String>,
    pub sessions: Vec<String>,
    pub users: Vec<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    pub services: Vec<String>,
    pub models: Vec<String>,
    pub min_duration_ns: Option<i64>,
    pub max_duration_ns: Option<i64>,
    pub has_messages: Option<bool>,
    pub score: Option<ScoreBounds>,
    /// Text in name, agent, ids, previews or error, compared without case.
    pub search: Option<String>,
    pub sort: ExecutionSort,
    pub ascending: bool,
    pub after: Option<ExecutionCursor>,
    pub limit: i64,
}

/// A score that an execution has, of its own or of one of its spans: that of a boolean is 0 or 1.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreBounds {
    pub name: String,
    /// Inclusive, as is `max`; without either, a label alone will do.
    pub min: Option<f64>,
    pub max: Option<f64>,
}

impl ExecutionFilter {
    /// Adds the conditions, time included.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(from) = self.from {
            query.push(" and start_ns >= ").push_bind(from.0);
        }
        if let Some(to) = self.to {
            query.push(" and start_ns < ").push_bind(to.0);
        }
        self.push_timeless(query);
    }

    /// Adds the conditions on anything but time.
    pub(super) fn push_timeless(&self, query: &mut QueryBuilder<Postgres>) {
        let statuses: Vec<i16> = self.statuses.iter().map(|status| status.code()).collect();
        let types: Vec<i16> = self.types.iter().map(|each| each.code()).collect();
        push_any(query, "status", statuses);
        push_any(query, "type", types);
        push_any(query, "thread_id", self.threads.clone());
        push_any(query, "session_id", self.sessions.clone());
        push_any(query, "user_id", self.users.clone());
        push_any(query, "service", self.services.clone());
        if !self.agents.is_empty() {
            query.push(" and (agent_id = any(").push_bind(self.agents.clone());
            query.push(") or agent_name = any(").push_bind(self.agents.clone()).push("))");
        }
        if !self.models.is_empty() {
            query.push(" and models && ").push_bind(self.models.clone());
        }
        if let Some(entity_type) = &self.entity_type {
            query.push(" and entity_type = ").push_bind(entity_type.clone());
        }
        if let Some(entity_value) = &self.entity_value {
            query.push(" and entity_value = ").push_bind(entity_value.clone());
        }
        if let Some(least) = self.min_duration_ns {
            query.push(" and coalesce(duration_ns, -1) >= ").push_bind(least);
        }
        if let Some(most) = self.max_duration_ns {
            query.push(" and duration_ns <= ").push_bind(most);
        }
        if let Some(has) = self.has_messages {
            query.push(if has { " and " } else { " and not " });
            query.push("(message_count > 0 or told_count > 0)");
        }
        if let Some(bounds) = &self.score {
            query.push(" and trace_id in (select trace_id from scores");
            self.push_score(query, bounds);
            query.push(
                " union all select alias.trace_id from scores join execution_aliases as alias ",
            );
            query.push(
                "on alias.project_id = scores.project_id and alias.alias = scores.execution_id",
            );
            self.push_score(query, bounds);
            query.push(")");
        }
        if let Some(search) = &self.search {
            push_search(query, search);
        }
    }

    fn push_score(&self, query: &mut QueryBuilder<Postgres>, bounds: &ScoreBounds) {
        query.push(" where scores.project_id = ").push_bind(self.project_id);
        query.push(" and scores.name = ").push_bind(bounds.name.clone());
        if let Some(min) = bounds.min {
            query.push(" and number >= ").push_bind(min);
        }
        if let Some(max) = bounds.max {
            query.push(" and number <= ").push_bind(max);
        }
    }

    /// Whether nothing but time and status is asked for, which indexes tell.
    pub(super) fn is_countable(&self) -> bool {
        let of_them = Self {
            project_id: self.project_id,
            from: self.from,
            to: self.to,
            statuses: self.statuses.clone(),
            sort: self.sort,
            ascending: self.ascending,
            after: self.after,
            limit: self.limit,
            ..Self::default()
        };
        *self == of_them
    }

    /// Whether executions of this status are asked for.
    pub(super) fn wants(&self, status: SpanStatus) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }
}

/// Text anywhere in what an execution shows.
pub(crate) fn push_search(query: &mut QueryBuilder<Postgres>, search: &str) {
    let columns = "concat_ws(e'\\n', name, agent_name, execution_id, thread_id, \
                   input_preview, output_preview, error)";
    query.push(format_args!(" and {columns} ilike ")).push_bind(contains(search));
}

/// Adds the condition that a column has one of these values, where there are any.
pub(crate) fn push_any<'a, T>(query: &mut QueryBuilder<Postgres>, column: &str, values: Vec<T>)
where
    Vec<T>: sqlx::Encode<'a, Postgres> + sqlx::Type<Postgres> + 'a + Send,
{
    if !values.is_empty() {
        query.push(format_args!(" and {column} = any(")).push_bind(values).push(")");
    }
}

/// A pattern for LIKE that matches the text itself anywhere.
pub(crate) fn contains(text: &str) -> String {
    format!("%{}%", literally(text))
}

/// A pattern for LIKE that matches the text itself.
pub(crate) fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
