//! `GET /api/v1/reviews/stats`.

use axum::{Json, extract::State};
use farol_storage::{QueueFilter, ReviewStats as Counted, count_queue_items, review_stats};
use serde::Serialize;
use utoipa::ToSchema;

use super::list::ReviewConditions;
use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    query::{NoParameters, WithConditions},
};

/// Reviews counted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReviewStats {
    total: i64,
    by_status: StatusCount,
    by_rating: RatingCount,
    by_priority: PriorityCount,
    /// Of those that are open or in progress.
    unsettled_by_priority: PriorityCount,
    /// From making a review to resolving or dismissing it; null where none is settled.
    #[schema(required)]
    avg_resolution_hours: Option<f64>,
    /// Those with a corrected output.
    corrected: i64,
    /// What waits for a reviewer, open reviews among it; of these agents where some are told.
    waiting: i64,
    waiting_by_priority: PriorityCount,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReviewStatusCounts)]
struct StatusCount {
    open: i64,
    in_progress: i64,
    resolved: i64,
    dismissed: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReviewRatingCounts)]
struct RatingCount {
    good: i64,
    bad: i64,
    neutral: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReviewPriorityCounts)]
struct PriorityCount {
    low: i64,
    medium: i64,
    high: i64,
    critical: i64,
}

impl From<[i64; 4]> for PriorityCount {
    fn from([low, medium, high, critical]: [i64; 4]) -> Self {
        Self { low, medium, high, critical }
    }
}

impl ReviewStats {
    fn new(counted: &Counted, waiting: [i64; 4]) -> Self {
        let [open, in_progress, resolved, dismissed] = counted.by_status;
        let [good, bad, neutral] = counted.by_rating;
        Self {
            total: counted.total,
            by_status: StatusCount { open, in_progress, resolved, dismissed },
            by_rating: RatingCount { good, bad, neutral },
            by_priority: counted.by_priority.into(),
            unsettled_by_priority: counted.unsettled_by_priority.into(),
            avg_resolution_hours: counted.average_resolution_hours,
            corrected: counted.corrected,
            waiting: waiting.iter().sum(),
            waiting_by_priority: waiting.into(),
        }
    }
}

/// Counts reviews by status, rating and priority.
#[utoipa::path(get, path = "/api/v1/reviews/stats", tag = "reviews", operation_id = "read_review_stats",
    params(ReviewConditions), responses(
    (status = 200, body = ReviewStats), (status = 422, body = Problem)
))]
pub(crate) async fn read_review_stats(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<ReviewConditions, NoParameters>,
) -> Result<Json<ReviewStats>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let filter = query.conditions.filter(&mut connection, reader.project.id).await?;
    let waiting = QueueFilter {
        project_id: reader.project.id,
        agents: filter.agents.clone(),
        ..QueueFilter::default()
    };
    let waiting = count_queue_items(&mut connection, &waiting).await?;
    let counted = review_stats(&mut connection, &filter).await?;
    Ok(Json(ReviewStats::new(&counted, waiting)))
}
