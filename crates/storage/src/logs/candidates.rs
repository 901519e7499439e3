//! Log records read one by one for counting: no more of each than is looked at.

use futures_util::TryStreamExt;
use sqlx::{FromRow, PgConnection, QueryBuilder};

use super::{
    filter::{LogFilter, Texts},
    windows::Window,
};
use crate::StorageError;

/// What is counted of a record.
#[derive(Debug, FromRow)]
pub(super) struct Candidate {
    pub(super) time_ns: i64,
    pub(super) level: i16,
    pub(super) service: String,
    pub(super) severity_text: Option<String>,
    pub(super) logger: Option<String>,
    pub(super) event_name: Option<String>,
    body: Option<String>,
    pub(super) attributes: Option<String>,
    pub(super) resource: Option<String>,
}

impl Candidate {
    fn texts(&self) -> Texts<'_> {
        Texts {
            body: self.body.as_deref(),
            attributes: self.attributes.as_deref(),
            resource: self.resource.as_deref(),
        }
    }
}

/// Hands on the records of a piece that are meant, the newest first, at most so many.
pub(super) async fn each_candidate(
    connection: &mut PgConnection,
    filter: &LogFilter,
    window: Window,
    most: usize,
    take: &mut (dyn FnMut(Candidate) + Send),
) -> Result<(), StorageError> {
    // A body may be large, and only a search looks into it.
    let body = if filter.search.is_some() { "body" } else { "null::text as body" };
    let mut query = QueryBuilder::new(format!(
        "select time_ns, coalesce(level, 0::smallint) as level, coalesce(service, '') as service, \
         severity_text, logger, event_name, {body}, attributes, resource \
         from logs where project_id = "
    ));
    query.push_bind(filter.project_id).push(window.condition(false));
    filter.push(&mut query, false);
    if most < usize::MAX {
        query.push(" order by time_ns + 0 desc");
    }
    let mut left = most;
    let mut rows = query.build_query_as::<Candidate>().persistent(false).fetch(connection);
    while left > 0
        && let Some(row) = rows.try_next().await?
    {
        if filter.accepts(row.texts()) {
            take(row);
            left -= 1;
        }
    }
    Ok(())
}
