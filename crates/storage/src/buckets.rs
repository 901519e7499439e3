//! Time in buckets of one width.

use std::time::Duration;

use farol_model::{NANOS_PER_DAY, UnixNano};

/// The first Monday: weeks begin there, and all shorter buckets fit.
pub(crate) const ORIGIN: i64 = 4 * NANOS_PER_DAY;

/// The start of the bucket that a time lies in. Buckets begin at multiples of their width, those of days at
/// midnight, of weeks on Monday.
pub fn bucket_start(time: UnixNano, width: Duration) -> UnixNano {
    let (width, origin) = (i128::from(nanoseconds(width)), i128::from(ORIGIN));
    let start = (i128::from(time.0) - origin).div_euclid(width) * width + origin;
    // The first bucket of all may begin before what can be told.
    UnixNano(i64::try_from(start).unwrap_or(i64::MIN))
}

pub(crate) fn nanoseconds(width: Duration) -> i64 {
    i64::try_from(width.as_nanos()).unwrap_or(i64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_begin_at_multiples_and_weeks_on_monday() {
        let day = Duration::from_hours(24);
        let start = |days: i64, width| bucket_start(UnixNano(days * NANOS_PER_DAY + 5), width).0;
        assert_eq!(start(3, day), 3 * NANOS_PER_DAY);
        assert_eq!(start(3, day * 7), -3 * NANOS_PER_DAY, "the Monday before 1970");
        assert_eq!(start(11, day * 7), 11 * NANOS_PER_DAY);
        for far in [i64::MIN, i64::MAX] {
            assert!(
                bucket_start(UnixNano(far), day).0.abs_diff(far) <= NANOS_PER_DAY.unsigned_abs()
            );
        }
    }
}
