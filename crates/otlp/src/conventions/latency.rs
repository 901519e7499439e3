//! How long the first token took.

use farol_model::UnixNano;

use super::{coerce, events, field::Field, reading::Reading};
use crate::{raw::RawSpan, value::Value};

const SECOND: f64 = 1e9;
const MILLISECOND: f64 = 1e6;

/// Nobody waits that many seconds for a first token: a larger number is one of milliseconds.
const A_MINUTE: f64 = 60.0;

/// Nanoseconds from the span's start to the first token.
pub(super) fn time_to_first_token(
    raw: &RawSpan<'_>,
    reading: &Reading<'_>,
    start: UnixNano,
) -> Option<i64> {
    let in_unit = |field, unit| coerce::nanos(reading.value(field)?, unit);
    in_unit(Field::TimeToFirstToken, SECOND)
        .or_else(|| in_unit(Field::TimeToFirstTokenMs, MILLISECOND))
        .or_else(|| {
            let value = reading.value(Field::TimeToFirstTokenMixed)?;
            let is_whole = matches!(value, Value::Int(_));
            let seconds = coerce::amount(value).filter(|&amount| !is_whole && amount < A_MINUTE);
            coerce::nanos(value, if seconds.is_some() { SECOND } else { MILLISECOND })
        })
        .or_else(|| {
            let instant = reading.value(Field::FirstTokenAt).and_then(coerce::instant)?;
            instant.0.checked_sub(start.0).filter(|&nanos| nanos >= 0)
        })
        .or_else(|| events::time_to_first_token(raw, start))
}
