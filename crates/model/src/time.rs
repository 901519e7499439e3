//! Instants with every nanosecond kept.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Nanoseconds in a day: the span of one partition.
pub const NANOS_PER_DAY: i64 = 86_400_000_000_000;

/// An instant as signed nanoseconds since 1970-01-01T00:00:00Z, good until the year 2262.
///
/// Written as RFC 3339 in UTC with nine fractional digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixNano(pub i64);

impl UnixNano {
    /// Reads the system clock.
    pub fn now() -> Self {
        Self(Utc::now().timestamp_nanos_opt().unwrap_or(i64::MAX))
    }

    /// The number of whole days since 1970-01-01, which names the partition of this instant.
    pub const fn day(self) -> i64 {
        self.0.div_euclid(NANOS_PER_DAY)
    }

    /// Reads an RFC 3339 time, to the nanosecond; `None` beyond what 64 bits hold.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let time = DateTime::parse_from_rfc3339(text).ok()?;
        time.timestamp_nanos_opt().map(Self)
    }

    /// The same instant for a calendar.
    pub fn to_datetime(self) -> DateTime<Utc> {
        Utc.timestamp_nanos(self.0)
    }
}

impl fmt::Display for UnixNano {
    /// By hand, since a trace has tens of thousands of times and chrono takes a microsecond for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        let (year, month, day) = date_of(self.day());
        let in_day = self.0.rem_euclid(NANOS_PER_DAY);
        let seconds = in_day / 1_000_000_000;
        let parts = [
            (0..4, year),
            (5..7, month),
            (8..10, day),
            (11..13, seconds / 3_600),
            (14..16, seconds / 60 % 60),
            (17..19, seconds % 60),
            (20..29, in_day % 1_000_000_000),
        ];
        for (place, number) in parts {
            put_digits(&mut text[place], number);
        }
        f.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

/// Writes a number that is not negative, with leading zeroes.
fn put_digits(place: &mut [u8], mut number: i64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
}

/// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar. Years are
/// counted from March, in eras of 400, as in Howard Hinnant's "chrono-compatible date algorithms".
const fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

impl Serialize for UnixNano {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UnixNano {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).ok_or_else(|| serde::de::Error::custom("no RFC 3339 time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nanoseconds_survive_writing_and_reading() {
        let time = UnixNano(1_763_711_467_218_000_001);
        assert_eq!(time.to_string(), "2025-11-21T07:51:07.218000001Z");
        assert_eq!(UnixNano::parse_rfc3339(&time.to_string()), Some(time));
        assert_eq!(UnixNano::parse_rfc3339("2025-11-21T04:51:07.218000001-03:00"), Some(time));
    }

    #[test]
    fn the_calendar_is_the_library_s() {
        for step in -2_000_i64..=2_000 {
            let time = UnixNano(step * 4_611_686_018_427_386);
            let known = time.to_datetime().to_rfc3339_opts(chrono::SecondsFormat::Nanos, true);
            assert_eq!(time.to_string(), known);
        }
    }

    #[test]
    fn a_day_before_the_epoch_is_negative() {
        assert_eq!(UnixNano(-1).day(), -1);
        assert_eq!(UnixNano(NANOS_PER_DAY).day(), 1);
    }
}
