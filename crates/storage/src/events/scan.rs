//! The rows of events, for questions that only they can answer.

use std::ops::Range;

use farol_model::{
    metrics::{Condition, Filter},
    rollup::RollupValue,
};
use futures_util::TryStreamExt;
use sqlx::{FromRow, PgConnection, QueryBuilder};

use crate::StorageError;

/// Which events to read.
#[derive(Clone, Debug)]
pub(crate) struct EventScan<'a> {
    pub(crate) project_id: i32,
    pub(crate) name: &'a str,
    pub(crate) agent: Option<&'a str>,
    /// Conditions that are looked at again by whoever reads the rows: some save sending them.
    pub(crate) filters: &'a [Filter],
}

/// What a question about events looks at.
#[derive(Debug, FromRow)]
pub(crate) struct EventRow {
    pub(crate) time_ns: i64,
    pub(crate) agent_id: Option<String>,
    pub(crate) properties: Option<String>,
}

/// Reads about so many events before the end of a range; returns where they begin. Events of one instant are
/// never parted.
pub(crate) async fn read_events(
    connection: &mut PgConnection,
    scan: &EventScan<'_>,
    range: Range<i64>,
    size: i64,
    mut row: impl FnMut(EventRow),
) -> Result<i64, StorageError> {
    let from = sqlx::query_scalar!(
        "select time_ns from events
        where project_id = $1 and name = $2 and time_ns >= $3 and time_ns < $4
        order by time_ns desc offset $5 limit 1",
        scan.project_id,
        scan.name,
        range.start,
        range.end,
        size,
    )
    .fetch_optional(&mut *connection)
    .await?
    .unwrap_or(range.start);
    // The times are in its text: it is planned for them, and not kept.
    let mut query = QueryBuilder::new(format!(
        "select time_ns, agent_id, properties from events \
         where time_ns >= {from} and time_ns < {} and project_id = ",
        range.end,
    ));
    query.push_bind(scan.project_id).push(" and name = ").push_bind(scan.name);
    if let Some(agent) = scan.agent {
        query.push(" and agent_id = ").push_bind(agent);
    }
    for needle in scan.filters.iter().filter_map(needle) {
        // What is escaped may be written in several ways.
        query.push(r" and (strpos(properties, '\') > 0 or strpos(properties, ");
        query.push_bind(needle).push(") > 0)");
    }
    let mut rows = query.build_query_as().persistent(false).fetch(connection);
    while let Some(found) = rows.try_next().await? {
        row(found);
    }
    Ok(from)
}

/// What the properties of an event that a filter lets through have somewhere in them, where nothing in them
/// is escaped.
fn needle(filter: &Filter) -> Option<String> {
    match &filter.condition {
        // The agent stands in a column of its own.
        Condition::Is(RollupValue::Text(text)) if filter.property != "agentId" => {
            let json = serde_json::to_string(text).ok()?;
            (!json.contains('\\') && !text.contains('\0')).then_some(json)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_looked_for_in_the_text() {
        let is = |property: &str, text: &str| Filter {
            property: property.to_owned(),
            condition: Condition::Is(RollupValue::Text(text.to_owned())),
        };
        assert_eq!(needle(&is("category", "rede móvel")).as_deref(), Some("\"rede móvel\""));
        for (property, text) in
            [("agentId", "a"), ("c", "a\"b"), ("c", "a\\b"), ("c", "\n"), ("c", "\0")]
        {
            assert_eq!(needle(&is(property, text)), None, "{text:?}");
        }
        let number = Condition::Is(RollupValue::Number(5.0));
        assert_eq!(
            needle(&Filter { property: "n".to_owned(), condition: number }),
            None,
            "5 is 5.0"
        );
    }
}
