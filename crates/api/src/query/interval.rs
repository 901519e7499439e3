//! Buckets of time: how long they are, and when they begin.

use std::time::Duration;

use farol_model::UnixNano;
use farol_storage::bucket_start;
use serde::Deserialize;

use crate::error::ApiError;

/// Buckets that an answer has at most.
const MOST_BUCKETS: u128 = 2_000;

/// Buckets that an answer has at most where the interval is left to Farol.
const USUAL_BUCKETS: u128 = 100;

pub(crate) const MINUTE: u64 = 60;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;

/// Intervals that Farol chooses from, in seconds. What is counted as it comes is counted by minute or hour:
/// shorter ones only where there is little to count anew.
const USUAL: [u64; 12] = [
    5,
    15,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    7 * DAY,
];

/// How long a bucket is, as a query says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Interval(pub(crate) Duration);

impl TryFrom<String> for Interval {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "must be a number and s, m, h, d or w, such as 5m, or one of second, minute, \
                             hour, day, week";
        let split = text.find(|letter: char| !letter.is_ascii_digit()).ok_or(WRONG)?;
        let (number, unit) = text.split_at(split);
        let seconds = match (unit, number.is_empty()) {
            ("s", false) | ("second", true) => 1,
            ("m", false) | ("minute", true) => MINUTE,
            ("h", false) | ("hour", true) => HOUR,
            ("d", false) | ("day", true) => DAY,
            ("w", false) | ("week", true) => 7 * DAY,
            _ => return Err(WRONG),
        };
        let number = if number.is_empty() { Ok(1) } else { number.parse::<u64>() };
        let all = number.ok().and_then(|number| number.checked_mul(seconds));
        all.filter(|all| (1..=3_650 * DAY).contains(all))
            .map(|all| Self(Duration::from_secs(all)))
            .ok_or("must be from one second to ten years")
    }
}

/// The width of the buckets of a time: what is asked for where that is not too many, else one that makes at
/// most a hundred.
pub(crate) fn bucket_width(
    from: UnixNano,
    to: UnixNano,
    asked: Option<Interval>,
) -> Result<Duration, ApiError> {
    let width = asked.map_or_else(|| usual_interval(from, to), |Interval(width)| width);
    if buckets(from, to, width) > MOST_BUCKETS {
        let detail = format!("makes more than {MOST_BUCKETS} buckets of this time");
        return Err(ApiError::invalid("interval", detail));
    }
    Ok(width)
}

/// When the buckets of a time begin; the first may begin before it.
pub(crate) fn bucket_starts(
    from: UnixNano,
    to: UnixNano,
    width: Duration,
) -> impl Iterator<Item = UnixNano> {
    let nanoseconds = i64::try_from(width.as_nanos()).unwrap_or(i64::MAX).max(1);
    let first = (from < to).then(|| bucket_start(from, width));
    std::iter::successors(first, move |start| {
        start.0.checked_add(nanoseconds).map(UnixNano).filter(|start| *start < to)
    })
}

fn buckets(from: UnixNano, to: UnixNano, width: Duration) -> u128 {
    let time = u128::from(to.0.abs_diff(from.0));
    time / width.as_nanos().max(1) + u128::from(time > 0)
}

fn usual_interval(from: UnixNano, to: UnixNano) -> Duration {
    let fits = |seconds: &u64| buckets(from, to, Duration::from_secs(*seconds)) <= USUAL_BUCKETS;
    let longest = buckets(from, to, Duration::from_secs(1)) / USUAL_BUCKETS;
    let found = USUAL.into_iter().find(fits);
    // Years and years: whole weeks, as many as it takes.
    let weeks = u64::try_from(longest).unwrap_or(u64::MAX / 2).div_ceil(7 * DAY);
    Duration::from_secs(found.unwrap_or_else(|| weeks.saturating_mul(7 * DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read() {
        let read = |text: &str| Interval::try_from(text.to_owned()).ok().map(|of| of.0.as_secs());
        assert_eq!(
            [read("5m"), read("hour"), read("2w")],
            [Some(300), Some(3_600), Some(1_209_600)]
        );
        for wrong in ["", "5", "m", "5 m", "0s", "-1m", "99999999999999999999d", "5hour", "1y"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn there_is_a_usual_interval_for_every_time() {
        let usual = |seconds: i64| {
            usual_interval(UnixNano(0), UnixNano(seconds.saturating_mul(1_000_000_000))).as_secs()
        };
        assert_eq!([usual(0), usual(60), usual(3_600), usual(86_400)], [5, 5, 60, 900]);
        assert_eq!(usual(30 * 86_400), 12 * HOUR);
        assert!(
            buckets(UnixNano(i64::MIN), UnixNano(i64::MAX), Duration::from_secs(usual(i64::MAX)))
                < 300
        );
    }
}
