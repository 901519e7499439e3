//! Reviews counted.

use sqlx::{PgConnection, Postgres, QueryBuilder, Row};

use super::ReviewFilter;
use crate::StorageError;

/// How many reviews there are of each kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewStats {
    pub total: i64,
    /// `open`, `in_progress`, `resolved`, `dismissed`.
    pub by_status: [i64; 4],
    /// `good`, `bad`, `neutral`.
    pub by_rating: [i64; 3],
    /// `low`, `medium`, `high`, `critical`.
    pub by_priority: [i64; 4],
    /// `low`, `medium`, `high`, `critical`, of those that are neither resolved nor dismissed.
    pub unsettled_by_priority: [i64; 4],
    /// Of those that are resolved or dismissed, from when they were made; `None` where there are none.
    pub average_resolution_hours: Option<f64>,
    /// Those with a corrected output.
    pub corrected: i64,
}

/// Counts reviews.
#[expect(clippy::cast_precision_loss, reason = "a count, far below 2^53")]
pub async fn review_stats(
    connection: &mut PgConnection,
    filter: &ReviewFilter,
) -> Result<ReviewStats, StorageError> {
    let few = filter.find_few(connection).await?;
    let mut query = QueryBuilder::<Postgres>::new(
        "select status, rating, priority, count(*), count(*) filter (where corrected), \
         extract(epoch from sum(resolved_at - created_at))::double precision, count(resolved_at) \
         from reviews where",
    );
    filter.push(&mut query, few);
    query.push(" group by status, rating, priority");
    let mut counted = ReviewStats::default();
    let (mut seconds, mut settled) = (0.0, 0.0);
    for row in query.build().fetch_all(connection).await? {
        let (status, rating, priority): (String, String, String) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let count: i64 = row.try_get(3)?;
        counted.total += count;
        counted.corrected += row.try_get::<i64, _>(4)?;
        let status_place = place(&["open", "in_progress", "resolved", "dismissed"], &status);
        let priority_place = place(&["low", "medium", "high", "critical"], &priority);
        counted.by_status[status_place] += count;
        counted.by_rating[place(&["good", "bad", "neutral"], &rating)] += count;
        counted.by_priority[priority_place] += count;
        if status_place < 2 {
            counted.unsettled_by_priority[priority_place] += count;
        }
        seconds += row.try_get::<Option<f64>, _>(5)?.unwrap_or_default();
        settled += row.try_get::<i64, _>(6)? as f64;
    }
    counted.average_resolution_hours = (settled > 0.0).then(|| seconds / settled / 3_600.0);
    Ok(counted)
}

/// Where a word stands; the table has no other words.
fn place(words: &[&str], word: &str) -> usize {
    words.iter().position(|each| *each == word).unwrap_or_default()
}
