//! Examples for training, one a line.

use axum::{body::to_bytes, extract::State, http::HeaderMap};
use serde_json::Value;

use super::call::Call;
use crate::{
    error::{ApiError, ErrorCode},
    reviews,
};

/// Bytes of an export that are worded: more is not for a model to read.
const LARGEST: usize = 8 << 20;

pub(super) async fn export(call: Call<'_>) -> Result<String, ApiError> {
    if call.arguments.has("format") {
        return Err(ApiError::invalid("format", "is not an argument of this tool"));
    }
    let (reader, query) = (call.permission().await?, call.arguments.conditions()?);
    let state = State(call.state.clone());
    let response = reviews::export_reviews(state, reader, HeaderMap::new(), query).await?;
    let body = to_bytes(response.into_body(), LARGEST).await.map_err(|_| {
        let detail = "There are more examples than can be told here: narrow them by agentId, rating, tag or \
            since. GET /api/v1/reviews/export?format=jsonl streams all of them into a file.";
        ApiError::new(ErrorCode::TooLarge, detail)
    })?;
    let export: Value = serde_json::from_slice(&body).map_err(|error| {
        tracing::error!(%error, "an export could not be read");
        ApiError::new(ErrorCode::Internal, "The export could not be read.")
    })?;
    let examples = export["training_examples"].as_array().map_or(&[][..], Vec::as_slice);
    let mut told = format!(
        "{} examples. Reviews that are none, by the reason: {}\n",
        examples.len(),
        export["skipped"]
    );
    for example in examples {
        told.push_str(&example.to_string());
        told.push('\n');
    }
    Ok(told)
}
