//! Statistics: deltas added up, so that a time costs no more to read than its hours.

use std::sync::Arc;

use farol_storage::fold_statistics;
use serde_json::json;

use crate::{House, scheduler::Outcome};

/// Adds up all deltas that there are.
pub(crate) async fn fold_deltas(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let mut folded = 0;
    loop {
        let some = fold_statistics(&mut connection).await?;
        folded += some;
        if some == 0 {
            return Ok(json!({"deltas": folded}));
        }
    }
}
