//! Events: deltas folded, so that a card costs no more to read than its days.

use std::sync::Arc;

use farol_storage::{fold_events, projects_with_event_deltas};
use serde_json::json;

use crate::{House, scheduler::Outcome};

/// Batches of a project at a time, so that no other waits for long behind it.
const BATCHES: usize = 20;

/// Folds what there is of all projects.
pub(crate) async fn fold_rollups(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let mut folded = 0;
    for project in projects_with_event_deltas(&mut connection).await? {
        for _ in 0..BATCHES {
            let some = fold_events(&mut connection, project).await?;
            folded += some;
            if some == 0 {
                break;
            }
        }
    }
    Ok(json!({"deltas": folded}))
}
