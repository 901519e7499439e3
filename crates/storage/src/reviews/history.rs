//! What became of a review, field by field.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Review;
use crate::{Origin, StorageError};

/// Characters of a text that are kept.
const LONGEST: usize = 2_000;

/// One change of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewHistory {
    pub id: i64,
    pub changed_at: DateTime<Utc>,
    /// An e-mail address, or a key's label.
    pub actor: String,
    /// A list of `{field, before, after}`; long texts are cut.
    pub changes: Value,
}

/// Lists the changes of a review that was found, the newest first, from behind the one that is named.
pub async fn list_review_history(
    connection: &mut PgConnection,
    review_id: Uuid,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<ReviewHistory>, StorageError> {
    let history = sqlx::query_as!(
        ReviewHistory,
        "select id, changed_at, actor, changes from review_changes
        where review_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3",
        review_id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(history)
}

pub(super) async fn write_history(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    review_id: Uuid,
    changes: Vec<Value>,
) -> Result<(), StorageError> {
    let (kind, name) = origin.actor.parts();
    sqlx::query!(
        "insert into review_changes (review_id, actor_kind, actor, changes)
        values ($1, $2, $3, $4)",
        review_id,
        kind,
        name.unwrap_or_default(),
        Value::Array(changes),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What differs between two states of a review, under the names of the API.
pub(super) fn differences(before: &Review, after: &Review) -> Vec<Value> {
    let fields = |of: &Review| {
        let optional = |text: &Option<String>| text.as_deref().map_or(Value::Null, cut);
        [
            ("status", of.status.clone().into()),
            ("rating", of.rating.clone().into()),
            ("priority", of.priority.clone().into()),
            ("comment", cut(&of.comment)),
            ("tags", of.tags.clone().into()),
            ("correctedOutput", optional(&of.corrected_output)),
            ("actionTaken", optional(&of.action_taken)),
            ("resolutionNotes", optional(&of.resolution_notes)),
            ("assignee", optional(&of.assignee)),
        ]
    };
    let whole = [
        before.comment != after.comment,
        before.corrected_output != after.corrected_output,
        before.resolution_notes != after.resolution_notes,
    ];
    let changed = |field: &str, before: &Value, after: &Value| match field {
        // What differs may lie behind the cut.
        "comment" => whole[0],
        "correctedOutput" => whole[1],
        "resolutionNotes" => whole[2],
        _ => before != after,
    };
    let pairs = fields(before).into_iter().zip(fields(after));
    pairs
        .filter(|((field, before), (_, after))| changed(field, before, after))
        .map(|((field, before), (_, after))| {
            json!({"field": field, "before": before, "after": after})
        })
        .collect()
}

fn cut(text: &str) -> Value {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
