//! Instants with every nanosecond kept.

use std::fmt;

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use serde::{Serialize, Serializer};

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
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_datetime().to_rfc3339_opts(SecondsFormat::Nanos, true))
    }
}

impl Serialize for UnixNano {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
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
    fn a_day_before_the_epoch_is_negative() {
        assert_eq!(UnixNano(-1).day(), -1);
        assert_eq!(UnixNano(NANOS_PER_DAY).day(), 1);
    }
}
