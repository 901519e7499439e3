//! When things happen: day and night, weekends, and the two times when something was broken.

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Timelike};
use farol_model::UnixNano;

pub(super) const SECOND: i64 = 1_000_000_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// How busy a service desk is by the hour, in thousandths of its busiest one.
const BUSY: [i64; 24] = [
    220, 130, 80, 60, 60, 90, 200, 420, 720, 930, 1000, 970, 820, 840, 950, 980, 940, 880, 800,
    760, 680, 560, 420, 310,
];

/// The same by day of the week, from Monday.
const WEEK: [i64; 7] = [1060, 1000, 980, 990, 1010, 840, 690];

/// Hours of the day in which a demonstration looks alive. Made at another time, its day is moved so
/// that it ends at the nearest of these.
const LIVELY: (u32, u32) = (9, 18);

/// How long ago this morning's trouble began, and how long it took to come up.
const INCIDENT: i64 = 58 * MINUTE;
const INCIDENT_RISE: i64 = 8 * MINUTE;

/// An earlier one, which is over.
const PAST_INCIDENT: i64 = 6 * DAY + 3 * HOUR;
const PAST_INCIDENT_LENGTH: i64 = 43 * MINUTE;

/// The moment at which the data ends, and the calendar of those who are at work in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) now: UnixNano,
    local: DateTime<FixedOffset>,
}

impl Clock {
    pub(super) fn new(now: DateTime<FixedOffset>) -> Self {
        let nanos = now.timestamp_nanos_opt().unwrap_or_default();
        let (first, last) = LIVELY;
        let hours = match now.hour() {
            // The evening before is nearer than the morning.
            hour @ 0..3 => -i64::from(hour + 24 - last),
            hour if hour < first => i64::from(first - hour),
            hour if hour > last => -i64::from(hour - last),
            _ => 0,
        };
        Self { now: UnixNano(nanos - nanos % SECOND), local: now + TimeDelta::hours(hours) }
    }

    /// The time on the wall at a moment.
    fn local(&self, time: UnixNano) -> DateTime<FixedOffset> {
        self.local - TimeDelta::nanoseconds(self.now.0 - time.0)
    }

    /// How busy a moment is, in thousandths of the busiest hour of a usual working day.
    pub(super) fn busy(&self, time: UnixNano) -> i64 {
        let local = self.local(time);
        let hour = usize::try_from(local.hour()).unwrap_or_default();
        let (this, next) = (BUSY[hour], BUSY[(hour + 1) % 24]);
        let minute = i64::from(local.minute());
        let of_day = (this * (60 - minute) + next * minute) / 60;
        let day = usize::try_from(local.weekday().num_days_from_monday()).unwrap_or_default();
        of_day * WEEK[day] / 1000
    }

    /// The hour of the day at a moment.
    pub(super) fn hour(&self, time: UnixNano) -> u32 {
        self.local(time).hour()
    }

    /// How broken the systems behind the agents are, in thousandths.
    pub(super) fn trouble(&self, time: UnixNano) -> i64 {
        let ago = self.now.0 - time.0;
        if (0..INCIDENT).contains(&ago) {
            return ((INCIDENT - ago) * 1000 / INCIDENT_RISE).min(1000);
        }
        let past = PAST_INCIDENT - PAST_INCIDENT_LENGTH..PAST_INCIDENT;
        if past.contains(&ago) { 550 } else { 0 }
    }

    /// How long ago it was this time of the day before.
    pub(super) fn since_yesterday(&self, hour: i64, minute: i64) -> i64 {
        let today = i64::from(self.local.num_seconds_from_midnight()) * SECOND;
        today + DAY - hour * HOUR - minute * MINUTE
    }

    /// A date as people write it, so many days from a moment.
    pub(super) fn date(&self, time: UnixNano, days: i64) -> String {
        (self.local(time) + TimeDelta::days(days)).format("%d/%m").to_string()
    }

    /// The same as digits alone.
    pub(super) fn digits(&self, time: UnixNano) -> String {
        self.local(time).format("%Y%m%d").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str) -> Clock {
        Clock::new(DateTime::parse_from_rfc3339(now).unwrap())
    }

    #[test]
    fn it_is_always_busy_now_and_quiet_at_night() {
        for hour in 0..24 {
            let clock = clock(&format!("2026-11-19T{hour:02}:42:00-03:00"));
            assert!(clock.busy(clock.now) > 700, "at {hour}");
            let quietest = (0..24).map(|ago| clock.busy(UnixNano(clock.now.0 - ago * HOUR))).min();
            assert!(quietest < Some(100), "at {hour}");
        }
    }

    #[test]
    fn trouble_began_an_hour_ago_and_was_there_once_before() {
        let clock = clock("2026-11-21T09:42:00-03:00");
        let ago = |minutes: i64| clock.trouble(UnixNano(clock.now.0 - minutes * MINUTE));
        assert_eq!((ago(0), ago(40), ago(60), ago(24 * 60)), (1000, 1000, 0, 0));
        assert!(ago(54) > 0 && ago(54) < 1000);
        assert!((0..8 * 24 * 60).step_by(10).filter(|minutes| ago(*minutes) == 550).count() >= 4);
    }
}
