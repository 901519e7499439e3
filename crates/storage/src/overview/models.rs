//! What was used of each model.

use farol_model::{NANOS_PER_HOUR, OTHER, SpanType};
use sqlx::PgConnection;

use super::{ModelFigures, OverviewOf};
use crate::StorageError;

/// Models that are told.
const MOST: i64 = 12;

/// Spans that call a model. Others name the model that the calls below them use.
const CALLS: [SpanType; 5] = [
    SpanType::LlmCall,
    SpanType::Embedding,
    SpanType::Rerank,
    SpanType::SpeechToText,
    SpanType::TextToSpeech,
];

/// The models with the highest cost, or else most tokens, in the hours that the time touches.
pub(super) async fn read(
    connection: &mut PgConnection,
    of: OverviewOf,
) -> Result<Vec<ModelFigures>, StorageError> {
    let calls = CALLS.map(SpanType::code);
    let rows = sqlx::query!(
        r#"select model as "model!", sum(priced) > 0 as "is_priced!", sum(cost) as "cost!",
            least(sum(total_tokens), 9223372036854775807)::bigint as "total_tokens!",
            coalesce(sum(spans) filter (where type = any($4)), 0)::bigint as "calls!"
        from (
            select model, type, spans, priced, cost, total_tokens from statistics
            where project_id = $1 and hour >= $2 and hour < $3
            union all
            select model, type, spans, priced, cost, total_tokens from statistics_deltas
            where project_id = $1 and hour >= $2 and hour < $3
        ) as known
        where model <> '' and model <> $6
        group by model having sum(spans) > 0
        order by sum(cost) filter (where priced <> 0) desc nulls last, sum(total_tokens) desc, model
        limit $5"#,
        of.project_id,
        hour(of.from.0),
        hour_behind(of.to.0),
        &calls,
        MOST,
        OTHER,
    )
    .fetch_all(connection)
    .await?;
    let models = rows.into_iter().map(|row| ModelFigures {
        cost: row.is_priced.then_some(row.cost),
        model: row.model,
        calls: row.calls,
        total_tokens: row.total_tokens,
    });
    Ok(models.collect())
}

/// The hour that a time lies in.
pub(super) fn hour(time: i64) -> i32 {
    // Within what 32 bits hold, whatever the time.
    i32::try_from(time.div_euclid(NANOS_PER_HOUR)).unwrap_or_default()
}

/// The first hour that begins at a time or later.
pub(super) fn hour_behind(time: i64) -> i32 {
    hour(time) + i32::from(time.rem_euclid(NANOS_PER_HOUR) > 0)
}
