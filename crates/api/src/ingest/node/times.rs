//! When a node was: its start, and its end unless it runs.

use farol_model::{Span, SpanStatus, UnixNano};

use crate::ingest::{
    Ground, Rejection,
    reading::Reading,
    time::{milliseconds, time},
};

/// Reads the times into a span; says whether its start was not told, so that it is a guess.
pub(super) fn read(
    reading: &mut Reading<'_>,
    span: &mut Span,
    ground: &mut Ground<'_, '_>,
) -> Result<bool, Rejection> {
    let mut told = |name| reading.value(name, |value| time(value).ok()).flatten();
    let (start, end) = (told("startTime"), told("endTime"));
    let duration = reading.value("durationMs", milliseconds);
    let plus = |time: UnixNano, length: i64| UnixNano(time.0.saturating_add(length));
    let start = start.or_else(|| Some(plus(end?, -duration?)));
    span.start = ground.time(start.or(end))?;
    if start.is_none() {
        // What ends without a start was, as far as anybody knows, at its end.
        span.start = end.map_or(ground.window.now, |end| end.min(ground.window.now));
    }
    let counted = duration.map(|duration| plus(span.start, duration));
    let ended = span.status != SpanStatus::Running;
    span.end = ended.then(|| end.or(counted).unwrap_or(span.start));
    Ok(start.is_none())
}
