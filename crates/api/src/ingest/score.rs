//! A score, as evaluations and judges send it.

use farol_model::{Score, ScoreValue, SpanId, TraceId};
use serde_json::value::RawValue;

use super::{Ground, Rejection, mend::text, reading::Reading, time::time};

/// Reads one score; says how many of its values were of the wrong type or are not known, which are left
/// out. Without a source it is the sender's.
pub(super) fn read(
    json: &str,
    sender: &str,
    arrival: i64,
    ground: &mut Ground<'_, '_>,
) -> Result<(Score, u64), Rejection> {
    let mut reading = Reading::of(ground.fields(json)?);
    let execution_id = required("executionId", reading.id("executionId")?)?;
    let trace_id = TraceId::of_execution(ground.project_id, &execution_id);
    let span_id = reading.id("spanId")?.map(|id| SpanId::of_text(&id));
    let name = required("name", bounded(&mut reading, "name", Score::NAME_LENGTH)?)?;
    let value = reading.fields.take("value").map(value).transpose()?;
    let value = required("value", value)?;
    let comment = bounded(&mut reading, "comment", Score::COMMENT_LENGTH)?;
    let source = bounded(&mut reading, "source", Score::NAME_LENGTH)?;
    let time = reading.value("timestamp", |value| time(value).ok()).flatten();
    let score = Score {
        trace_id,
        span_id,
        execution_id: execution_id.parse::<TraceId>().is_err().then_some(execution_id),
        name,
        source: source.unwrap_or_else(|| sender.to_owned()),
        value,
        comment,
        time: ground.time(time)?,
        arrival,
    };
    let unknown = reading.fields.rest().count();
    Ok((score, reading.warnings + unknown as u64))
}

fn required<T>(name: &str, value: Option<T>) -> Result<T, Rejection> {
    value.ok_or_else(|| Rejection::new("required", format!("{name} is required")))
}

fn bounded(
    reading: &mut Reading<'_>,
    name: &str,
    most: usize,
) -> Result<Option<String>, Rejection> {
    let text = reading.must_be_text(name)?;
    if text.as_ref().is_some_and(|text| text.chars().count() > most) {
        return Err(too_long(name, most));
    }
    Ok(text)
}

fn too_long(name: &str, most: usize) -> Rejection {
    Rejection::new("too_long", format!("{name} may have at most {most} characters"))
}

/// A number, `true` or `false`, or a label.
fn value(json: &RawValue) -> Result<ScoreValue, Rejection> {
    let wrong = || {
        let detail = "value must be a number from -10^15 to 10^15, true or false, or a label";
        Rejection::new("invalid_type", detail.to_owned())
    };
    if let Some(label) = text(json.get()) {
        return match label.chars().count() {
            0 => Err(wrong()),
            length if length > Score::NAME_LENGTH => Err(too_long("value", Score::NAME_LENGTH)),
            _ => Ok(ScoreValue::Label(label.into_owned())),
        };
    }
    match json.get() {
        "true" => Ok(ScoreValue::Boolean(true)),
        "false" => Ok(ScoreValue::Boolean(false)),
        number => {
            let number: f64 = number.parse().map_err(|_| wrong())?;
            // Zero has one sign.
            let bounded = number.abs() <= Score::MOST;
            bounded
                .then_some(ScoreValue::Number { number: number + 0.0, label: None })
                .ok_or_else(wrong)
        }
    }
}
