//! L, any JSON log line, as a log record.

use std::borrow::Cow;

use farol_model::{Level, LogRecord, SpanId, TraceId, UnixNano};
use serde_json::value::RawValue;

use super::{
    Ground, Rejection,
    mend::{mend, text},
    object::object,
    reading::{ID_LENGTH, Reading},
    time::time,
};

/// Reads one line; says how many of its values were of the wrong type.
pub(super) fn read(
    json: &str,
    arrival: i64,
    ground: &mut Ground<'_, '_>,
) -> Result<(LogRecord, u64), Rejection> {
    let mut reading = Reading::of(ground.fields(json)?);
    let time = read_time(&mut reading);
    let time = ground.time(time)?;
    let (severity_number, severity_text) = read_level(&mut reading);
    let body = ["message", "msg", "body"].into_iter().find_map(|name| reading.fields.take(name));
    let body = body.map(|body| mend(body.get())).transpose()?;
    let execution_id = reading.value("executionId", own_id);
    let trace_id = first(&mut reading, &["traceId", "trace_id"], |value| {
        text(value.get())?.parse::<TraceId>().ok()
    });
    let named = |id: &String| TraceId::of_execution(ground.project_id, id);
    let trace_id = trace_id.or_else(|| execution_id.as_ref().map(named));
    let span_id = first(&mut reading, &["spanId", "span_id"], own_id);
    let service = first(&mut reading, &["service"], word);
    let logger = first(&mut reading, &["logger"], word);
    let resource = ground.origins.get(service, logger);
    let Reading { fields, moved, warnings, .. } = reading;
    let moved = moved.into_iter().map(|(name, value)| (Cow::Owned(name), value));
    let attributes = object(&fields.rest().chain(moved).collect::<Vec<_>>())?;
    let record = LogRecord {
        time,
        observed: Some(ground.window.now),
        arrival,
        trace_id,
        span_id: span_id.as_deref().map(SpanId::of_text),
        severity_number,
        severity_text,
        body,
        attributes,
        execution_id,
        resource,
        ..LogRecord::default()
    };
    Ok((record, warnings))
}

/// The first of these fields that can be read; the others stay what they are, attributes.
fn first<T>(
    reading: &mut Reading<'_>,
    names: &[&str],
    read: impl Fn(&RawValue) -> Option<T>,
) -> Option<T> {
    for name in names {
        let Some(value) = reading.fields.peek(name) else { continue };
        if let Some(read) = read(value) {
            reading.fields.take(name);
            return Some(read);
        }
        reading.warnings += 1;
    }
    None
}

fn read_time(reading: &mut Reading<'_>) -> Option<UnixNano> {
    first(reading, &["timestamp", "ts", "time"], |value| time(value).ok()).flatten()
}

/// The severity's number and the producer's own word for it.
fn read_level(reading: &mut Reading<'_>) -> (i32, Option<String>) {
    first(reading, &["level", "severity"], |value| {
        if let Some(word) = word(value) {
            let level = Level::of_text(&word).or_else(|| of_number(&word));
            return Some((level.map_or(0, Level::severity), Some(word)));
        }
        let number = value.get();
        let level = of_number(number)?;
        Some((level.severity(), Some(number.to_owned())))
    })
    .unwrap_or_default()
}

/// The level of a number: OpenTelemetry's, save for the tens, by which the loggers of Node.js (`pino`,
/// `bunyan`) count from `trace`.
fn of_number(number: &str) -> Option<Level> {
    let number: i32 = number.parse().ok()?;
    match number {
        10 | 20 | 30 | 40 | 50 | 60 => {
            Level::ALL.get(usize::try_from(number / 10 - 1).ok()?).copied()
        }
        _ => Level::of_severity(number),
    }
}

fn word(value: &RawValue) -> Option<String> {
    text(value.get()).map(Cow::into_owned).filter(|word| !word.is_empty() && word.len() <= 512)
}

fn own_id(value: &RawValue) -> Option<String> {
    let fits = |id: &String| !id.is_empty() && id.chars().count() <= ID_LENGTH;
    text(value.get()).map(Cow::into_owned).filter(fits)
}
