//! The messages of `/ws/executions/{id}`, by names of their own that the contract fixes.

use farol_model::{JsonText, SpanId, SpanStatus, UnixNano};
use farol_storage::SpanOutcome;
use serde::Serialize;
use serde_json::{Number, Value, value::RawValue};

use super::steps::{Happened, Layer, Step};
use crate::wire::{Execution, milliseconds, unwrapped};

/// Keys that producers tell the number of repetitions by.
const RETRIES: [&str; 4] = ["retry_count", "retryCount", "retries", "http.request.resend_count"];

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Event<'e> {
    LayerStart {
        layer_id: SpanId,
        flowlet_name: &'e str,
        timestamp: UnixNano,
    },
    LayerProgress {
        layer_id: SpanId,
        progress_percent: Number,
        status: SpanStatus,
    },
    LayerComplete {
        layer_id: SpanId,
        status: SpanStatus,
        duration_ms: f64,
        output: Option<Box<RawValue>>,
        /// The output is left out, since it is long.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        output_omitted: bool,
    },
    LayerError {
        layer_id: SpanId,
        error_message: &'e str,
        retry_count: u64,
    },
    PlayStateChange {
        play_id: &'e str,
        /// Null in the first one.
        old_status: Option<SpanStatus>,
        new_status: SpanStatus,
        timestamp: UnixNano,
    },
    PlayComplete {
        play_id: &'e str,
        final_status: SpanStatus,
        duration_ms: Option<f64>,
        kv_summary: Summary<'e>,
    },
    /// More spans are there than followers are told of.
    LayersLimited {
        play_id: &'e str,
        limit: i64,
        span_count: i64,
    },
}

/// What an execution came to.
#[derive(Serialize)]
pub(super) struct Summary<'e> {
    span_count: i64,
    error_count: i64,
    message_count: i64,
    input_tokens: i64,
    output_tokens: i64,
    total_tokens: i64,
    cost: Option<f64>,
    model: Option<&'e str>,
}

impl<'e> Event<'e> {
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn complete(execution: &'e Execution) -> Self {
        Self::PlayComplete {
            play_id: &execution.execution_id,
            final_status: execution.status,
            duration_ms: execution.duration_ms,
            kv_summary: Summary {
                span_count: execution.span_count,
                error_count: execution.error_count,
                message_count: execution.message_count,
                input_tokens: execution.input_tokens,
                output_tokens: execution.output_tokens,
                total_tokens: execution.total_tokens,
                cost: execution.cost,
                model: execution.model.as_deref(),
            },
        }
    }

    /// What a step is told as; `None` for a version that does not say how far it is.
    pub(super) fn of(step: Step, layer: &'e Layer, outcome: Option<&SpanOutcome>) -> Option<Self> {
        let layer_id = layer.span_id;
        Some(match step.happened {
            Happened::Started => {
                Self::LayerStart { layer_id, flowlet_name: &layer.name, timestamp: layer.start }
            }
            Happened::Repeated => {
                let progress_percent = progress(outcome?)?;
                Self::LayerProgress { layer_id, progress_percent, status: layer.status }
            }
            Happened::Ended if layer.status == SpanStatus::Error => Self::LayerError {
                layer_id,
                error_message: layer.error.as_deref().unwrap_or_default(),
                retry_count: outcome.map_or(0, retries),
            },
            Happened::Ended => Self::LayerComplete {
                layer_id,
                status: layer.status,
                duration_ms: milliseconds(layer.end.0.saturating_sub(layer.start.0).max(0)),
                output: outcome.and_then(output),
                output_omitted: outcome.is_some_and(|outcome| outcome.is_too_long),
            },
        })
    }
}

fn output(outcome: &SpanOutcome) -> Option<Box<RawValue>> {
    let text = unwrapped(outcome.output.clone()?, outcome.from_attribute);
    RawValue::from_string(text.into_string()).ok()
}

/// How far a running span says that it is, in its `metadata.progress`.
fn progress(outcome: &SpanOutcome) -> Option<Number> {
    match find(outcome.metadata.as_ref()?, &["progress"])? {
        Value::Number(number) => Some(number),
        Value::String(text) => {
            Number::from_f64(text.trim().trim_end_matches('%').trim_end().parse().ok()?)
        }
        _ => None,
    }
}

fn retries(outcome: &SpanOutcome) -> u64 {
    let told = [&outcome.metadata, &outcome.attributes].into_iter().flatten();
    let mut counts = told.filter_map(|json| match find(json, &RETRIES)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    });
    counts.next().unwrap_or(0)
}

/// The value of the first of these keys that an object has.
fn find(json: &JsonText, keys: &[&str]) -> Option<Value> {
    let value: Value = serde_json::from_str(json.as_str()).ok()?;
    let fields = value.as_object()?;
    keys.iter().find_map(|key| fields.get(*key)).cloned()
}

#[cfg(test)]
mod tests {
    use farol_model::TraceId;
    use serde_json::json;

    use super::*;

    fn outcome(metadata: &Value, attributes: &Value) -> SpanOutcome {
        SpanOutcome {
            trace_id: TraceId::default(),
            span_id: SpanId(1),
            output: None,
            from_attribute: false,
            is_too_long: false,
            metadata: Some(JsonText::of(metadata)),
            attributes: Some(JsonText::of(attributes)),
        }
    }

    #[test]
    fn progress_is_a_number_or_its_text() {
        let told = |value: Value| {
            progress(&outcome(&json!({"progress": value}), &json!({}))).and_then(|it| it.as_f64())
        };
        assert_eq!(told(json!(40)), Some(40.0));
        assert_eq!(told(json!("62.5 %")), Some(62.5));
        assert_eq!(told(json!(null)), None);
        assert_eq!(told(json!({"percent": 1})), None);
    }

    #[test]
    fn repetitions_are_what_a_span_tells_else_none() {
        assert_eq!(retries(&outcome(&json!({"retryCount": 2}), &json!({"retries": 9}))), 2);
        assert_eq!(retries(&outcome(&json!({}), &json!({"http.request.resend_count": "3"}))), 3);
        assert_eq!(retries(&outcome(&json!([]), &json!({"retries": -1}))), 0);
    }
}
