//! How long the first token took.

use farol_model::UnixNano;

use super::{coerce, events, field::Field, reading::Reading};
use crate::{raw::RawSpan, value::Value};

const SECOND: f64 = 1e9;
const MILLISECOND: f64 = 1e6;

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
            let unit = if matches!(value, Value::Int(_)) { MILLISECOND } else { SECOND };
            coerce::nanos(value, unit)
        })
        .or_else(|| {
            let instant = reading.value(Field::FirstTokenAt).and_then(coerce::instant)?;
            instant.0.checked_sub(start.0).filter(|&nanos| nanos >= 0)
        })
        .or_else(|| events::time_to_first_token(raw, start))
}
