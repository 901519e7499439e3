//! `GET /api/v1/reviews/export/preview`.

use std::{collections::BTreeMap, time::Instant};

use axum::{Json, extract::State};
use farol_storage::{TrainingRow, training_state};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{TrainingConditions, TrainingExample, read_page};
use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    query::{NoParameters, WithConditions},
    reviews::training::{Unfit, write_example},
};

/// Examples that a preview shows.
const SHOWN: usize = 5;

/// What an export would bring.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::reviews) struct TrainingPreview {
    /// Reviews that are asked for.
    total: i64,
    /// Those that are examples, and those of them with a corrected output.
    examples: u64,
    corrected: u64,
    /// Those that are none, by the reason.
    #[schema(value_type = BTreeMap<String, u64>)]
    skipped: BTreeMap<Unfit, u64>,
    /// False where there were too many to look at all of them.
    complete: bool,
    /// The first five, as they are exported.
    #[serde(rename = "training_examples")]
    #[schema(value_type = Vec<TrainingExample>)]
    training_examples: Vec<Box<RawValue>>,
}

/// Tells what an export would bring, with its first examples, and why which reviews are none.
#[utoipa::path(get, path = "/api/v1/reviews/export/preview", tag = "reviews",
    operation_id = "preview_review_export", params(TrainingConditions), responses(
    (status = 200, body = TrainingPreview), (status = 422, body = Problem)
))]
pub(in crate::reviews) async fn preview_review_export(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<TrainingConditions, NoParameters>,
) -> Result<Json<TrainingPreview>, ApiError> {
    let filter = query.conditions.filter(reader.project.id)?;
    let deadline = state.search_deadline();
    let mut connection = state.pool.acquire().await?;
    let now = training_state(&mut connection, &filter).await?;
    drop(connection);
    let mut preview = TrainingPreview {
        total: now.count,
        examples: 0,
        corrected: 0,
        skipped: BTreeMap::new(),
        complete: true,
        training_examples: Vec::new(),
    };
    let mut after = None;
    loop {
        let rows = read_page(&state, &filter, after).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.cursor());
        for row in &rows {
            preview.add(row);
        }
        if Instant::now() >= deadline {
            preview.complete = false;
            break;
        }
    }
    Ok(Json(preview))
}

impl TrainingPreview {
    fn add(&mut self, row: &TrainingRow) {
        let mut bytes = Vec::new();
        if let Err(reason) = write_example(row, &mut bytes) {
            *self.skipped.entry(reason).or_default() += 1;
            return;
        }
        self.examples += 1;
        self.corrected += u64::from(row.corrected_output.is_some());
        if self.training_examples.len() < SHOWN {
            let text = String::from_utf8(bytes).ok();
            let example = text.and_then(|text| RawValue::from_string(text).ok());
            self.training_examples.extend(example);
        }
    }
}
