//! Times and amounts as JSON producers write them.

use chrono::{DateTime, NaiveDateTime};
use farol_model::UnixNano;
use serde_json::value::RawValue;

use super::mend::text;

/// Reads a time: RFC 3339, the same with a blank, a comma or without a zone (then UTC), or a number of
/// seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. 0 and an
/// empty text tell none.
pub(super) fn time(json: &RawValue) -> Result<Option<UnixNano>, ()> {
    let told = match text(json.get()) {
        Some(text) => text.trim().to_owned(),
        None => json.get().to_owned(),
    };
    if told.is_empty() {
        return Ok(None);
    }
    let number = told.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let is_number = number && !told[1..].contains('-') || json.get() == told;
    let read = if is_number { since_1970(&told) } else { date(&told) };
    read.map(|time| Some(time).filter(|time| time.0 != 0)).ok_or(())
}

/// The time at the start of a line, and what follows it.
pub(super) fn leading_time(line: &str) -> Option<(&str, &str)> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    if date(first).is_some() && first.len() > 10 {
        return Some((first, rest));
    }
    // A date, a blank, and the time of day.
    let length = first.len() + 1 + rest.find(' ').unwrap_or(rest.len());
    let both = line.get(..length)?;
    let is_time = first.len() == 10 && date(both).is_some();
    is_time.then(|| (both, line[length..].trim_start()))
}

fn date(text: &str) -> Option<UnixNano> {
    if let Some(time) = UnixNano::parse_rfc3339(text) {
        return Some(time);
    }
    // Python's logging writes a comma before the fraction.
    let text = text.replace(',', ".").replacen(' ', "T", 1);
    let zoned = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M:%S%.f %#z"];
    let zoned = zoned.iter().find_map(|format| DateTime::parse_from_str(&text, format).ok());
    let time = zoned.map(|time| time.to_utc()).or_else(|| {
        let local = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f");
        local.ok().map(|time| time.and_utc())
    });
    time?.timestamp_nanos_opt().map(UnixNano)
}

/// A positive number since 1970, in a unit by its size; digits are kept to the nanosecond.
fn since_1970(text: &str) -> Option<UnixNano> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let expanded = (!plain).then(|| text.parse().ok().filter(|value: &f64| value.is_finite()));
    let text = match expanded {
        None => text.to_owned(),
        Some(value) => value?.to_string(),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole: i64 = whole.parse().ok()?;
    let (unit, digits) = match whole {
        i64::MIN..0 => return None,
        0..100_000_000_000 => (1_000_000_000, 9),
        100_000_000_000..100_000_000_000_000 => (1_000_000, 6),
        100_000_000_000_000..100_000_000_000_000_000 => (1_000, 3),
        _ => (1, 0),
    };
    let fraction: String = fraction.chars().chain("000000000".chars()).take(digits).collect();
    let fraction: i64 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    whole.checked_mul(unit)?.checked_add(fraction).map(UnixNano)
}

/// Reads milliseconds as nanoseconds; not negative.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked, a fraction is noise")]
pub(super) fn milliseconds(json: &RawValue) -> Option<i64> {
    let nanoseconds = amount(json)? * 1e6;
    (nanoseconds < 9e18).then(|| nanoseconds.round() as i64)
}

/// Reads a finite number that is not negative, which may be written as text.
pub(super) fn amount(json: &RawValue) -> Option<f64> {
    let text = text(json.get());
    let number = text.as_deref().unwrap_or_else(|| json.get()).trim();
    let starts = number.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let value = if starts { number.parse().ok() } else { None };
    value.filter(|value: &f64| value.is_finite())
}

/// Reads a whole number that is not negative, which may be written as text.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
pub(super) fn count(json: &RawValue) -> Option<i64> {
    let text = text(json.get());
    let number = text.as_deref().unwrap_or_else(|| json.get()).trim();
    let whole = number.parse().ok().filter(|value: &i64| *value >= 0);
    whole.or_else(|| {
        let value = amount(json).filter(|value| value.fract() == 0.0 && *value < 9e15);
        value.map(|value| value as i64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Option<String>, ()> {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        time(raw).map(|time| time.map(|time| time.to_string()))
    }

    #[test]
    fn times_are_read_in_every_common_form() {
        let expected = Ok(Some("2026-04-04T10:23:45.123000000Z".to_owned()));
        for json in [
            r#""2026-04-04T10:23:45.123Z""#,
            r#""2026-04-04T07:23:45.123-03:00""#,
            r#""2026-04-04T07:23:45.123-0300""#,
            r#""2026-04-04 10:23:45,123""#,
            r#""2026-04-04T10:23:45.123""#,
            "1775298225.123",
            "1775298225123",
            "1775298225123000",
            "1775298225123000000",
            r#""1775298225123""#,
            "1.775298225123e9",
        ] {
            assert_eq!(read(json), expected, "{json}");
        }
        assert_eq!(read("1775298225.123456789"), Ok(Some("2026-04-04T10:23:45.123456789Z".into())));
    }

    #[test]
    fn nothing_is_no_time_and_nonsense_is_an_error() {
        assert_eq!((read("0"), read("\"\"")), (Ok(None), Ok(None)));
        for json in ["-5", "\"yesterday\"", "{}", "true", "1e300", "\"-\"", "\"é\"", "[1]"] {
            assert_eq!(read(json), Err(()), "{json}");
        }
    }

    #[test]
    fn lines_begin_with_their_time() {
        let line = "2026-04-04T10:23:45Z WARN x";
        assert_eq!(leading_time(line), Some(("2026-04-04T10:23:45Z", "WARN x")));
        let line = "2026-04-04 10:23:45,123 INFO a b";
        assert_eq!(leading_time(line), Some(("2026-04-04 10:23:45,123", "INFO a b")));
        assert_eq!(leading_time("2026-04-04"), None);
        assert_eq!(leading_time("é 1"), None);
    }

    #[test]
    fn numbers_may_be_text_and_are_not_negative() {
        let raw = |json: &'static str| serde_json::from_str::<&RawValue>(json).unwrap();
        assert_eq!((count(raw("\"120\"")), count(raw("3.0"))), (Some(120), Some(3)));
        assert_eq!((count(raw("-1")), count(raw("1.5")), count(raw("[]"))), (None, None, None));
        assert_eq!((amount(raw("0.25")), amount(raw("\"NaN\""))), (Some(0.25), None));
        assert_eq!(milliseconds(raw("1.5")), Some(1_500_000));
        assert_eq!((milliseconds(raw("1e300")), milliseconds(raw("true"))), (None, None));
    }
}
