//! Reviews read one after the other, for training.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder, Row};
use uuid::Uuid;

use super::{ReviewCursor, ReviewFilter};
use crate::StorageError;

/// Reviews that are read at a time, and bytes of conversations after which no more are.
const PAGE: i64 = 500;
const PAGE_BYTES: i64 = 4 << 20;

/// What training takes of a review.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TrainingRow {
    pub id: Uuid,
    pub created_at: DateTime<Utc>,
    pub execution_id: String,
    pub rating: String,
    pub corrected_output: Option<String>,
    /// A JSON list.
    pub messages: String,
    pub messages_complete: bool,
}

impl TrainingRow {
    /// Its place in the order of reviews.
    pub const fn cursor(&self) -> ReviewCursor {
        ReviewCursor { created_at: self.created_at, id: self.id }
    }
}

/// What a set of reviews is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingState {
    pub count: i64,
    /// Another one with every change of any review.
    pub fingerprint: i64,
    pub now: DateTime<Utc>,
}

/// Tells what reviews are now.
pub async fn training_state(
    connection: &mut PgConnection,
    filter: &ReviewFilter,
) -> Result<TrainingState, StorageError> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select count(*), coalesce(bit_xor(uuid_hash_extended(id, version)), 0), now() \
         from reviews where",
    );
    filter.push(&mut query, None);
    let row = query.build().fetch_one(connection).await?;
    Ok(TrainingState { count: row.try_get(0)?, fingerprint: row.try_get(1)?, now: row.try_get(2)? })
}

/// Reads some reviews with their conversations, the oldest first, from behind the place that is named; none at
/// the end. Their order never changes, so that a review comes once, whatever happens meanwhile.
pub async fn read_training(
    connection: &mut PgConnection,
    filter: &ReviewFilter,
    after: Option<ReviewCursor>,
) -> Result<Vec<TrainingRow>, StorageError> {
    // Sizes are known without reading what is large.
    let mut query = QueryBuilder::<Postgres>::new(
        "select id, created_at, execution_id, rating, corrected_output, messages, messages_complete \
         from (select *, sum(octet_length(messages)) over (order by created_at, id \
             rows between unbounded preceding and 1 preceding) as before \
         from (select id, created_at, execution_id, rating, corrected_output, messages, \
             messages_complete \
         from reviews join review_conversations on review_id = id where",
    );
    filter.push(&mut query, None);
    if let Some(ReviewCursor { created_at, id }) = after {
        query.push(" and (created_at, id) > (").push_bind(created_at);
        query.push(", ").push_bind(id).push(")");
    }
    query.push(" order by created_at, id limit ").push_bind(PAGE);
    query.push(") as page) as sized where coalesce(before, 0) < ").push_bind(PAGE_BYTES);
    query.push(" order by created_at, id");
    Ok(query.build_query_as().fetch_all(connection).await?)
}
