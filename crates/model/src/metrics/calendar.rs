//! Hours, days, weeks and months of a time zone.

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::UnixNano;

/// Buckets that an answer has at most.
const MOST: usize = 5_000;

const NANOS_PER_HOUR: i64 = 3_600_000_000_000;

/// A piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// Sixty minutes from a full hour of the clock; fewer where the clock is turned in between.
    Hour,
    Day,
    /// From Monday on.
    Week,
    Month,
}

/// A time zone of the IANA database, which is Farol's own: the same on every machine.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// A range of time in consecutive pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets {
    range: Range<i64>,
    /// In order, each later than the one before; the first may lie before the range. Empty: all is one.
    starts: Vec<i64>,
}

/// A range that has more than 5,000 of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyBuckets;

impl Zone {
    /// The zone of a name such as `America/Sao_Paulo`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The period of the same length before; where both ends are midnights, of as many days.
    pub fn previous(&self, range: &Range<UnixNano>) -> Range<UnixNano> {
        let length = range.end.0.saturating_sub(range.start.0);
        let days =
            self.midnight(range.start).zip(self.midnight(range.end)).and_then(|(from, to)| {
                let days = from.until(to).ok()?.get_days();
                self.start_of(from.checked_sub(days.days()).ok()?)
            });
        UnixNano(days.unwrap_or_else(|| range.start.0.saturating_sub(length)))..range.start
    }

    /// The day that begins at a time.
    fn midnight(&self, time: UnixNano) -> Option<Date> {
        let date = self.date(time.0);
        (self.start_of(date) == Some(time.0)).then_some(date)
    }

    fn date(&self, time: i64) -> Date {
        self.0.to_datetime(timestamp(time)).date()
    }

    /// When a day begins: the clock may be turned at midnight.
    fn start_of(&self, date: Date) -> Option<i64> {
        let start = self.0.to_zoned(date.at(0, 0, 0, 0)).ok()?;
        let start = start.timestamp().as_nanosecond();
        Some(i64::try_from(start).unwrap_or(if start < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The beginning of the hour that a time is in.
    fn start_of_hour(&self, time: i64) -> i64 {
        let offset = self.offset(time);
        let into = time.saturating_add(offset).rem_euclid(NANOS_PER_HOUR);
        let start = time.saturating_sub(into);
        if self.offset(start) == offset {
            return start;
        }
        // The clock was turned meanwhile: the hour begins there.
        let turned = self.0.preceding(timestamp(time.saturating_add(1))).next();
        let turned = turned.and_then(|at| i64::try_from(at.timestamp().as_nanosecond()).ok());
        turned.filter(|at| (start..=time).contains(at)).unwrap_or(start)
    }

    /// Nanoseconds that the clock is ahead.
    fn offset(&self, time: i64) -> i64 {
        i64::from(self.0.to_offset(timestamp(time)).seconds()) * 1_000_000_000
    }

    /// The beginning of the hour after the one that begins at a time.
    fn next_hour(&self, start: i64) -> i64 {
        self.start_of_hour(start.saturating_add(NANOS_PER_HOUR))
    }
}

fn timestamp(time: i64) -> Timestamp {
    // Sixty-four bits of nanoseconds are years that the calendar knows.
    Timestamp::from_nanosecond(i128::from(time)).unwrap_or_default()
}

impl Buckets {
    /// A range as one.
    pub fn whole(range: &Range<UnixNano>) -> Self {
        Self { range: range.start.0..range.end.0, starts: Vec::new() }
    }

    /// A range as a whole, or by an interval.
    pub fn new(
        range: &Range<UnixNano>,
        interval: Option<Interval>,
        zone: &Zone,
    ) -> Result<Self, TooManyBuckets> {
        let mut buckets = Self::whole(range);
        let Some(interval) = interval.filter(|_| range.start < range.end) else {
            return Ok(buckets);
        };
        let mut starts = starts(interval, zone, range.start.0);
        let mut last = None;
        while let Some(start) = starts.next().filter(|start| *start < range.end.0) {
            if buckets.starts.len() == MOST {
                return Err(TooManyBuckets);
            }
            // A day that a zone left out begins when the next one does.
            if last.is_none_or(|last| last < start) {
                buckets.starts.push(start);
                last = Some(start);
            }
        }
        Ok(buckets)
    }

    /// All of it.
    pub fn range(&self) -> Range<UnixNano> {
        UnixNano(self.range.start)..UnixNano(self.range.end)
    }

    /// When they begin; none where all is one.
    pub fn starts(&self) -> &[i64] {
        &self.starts
    }

    /// The bucket that a time of the range is in.
    pub fn place(&self, time: UnixNano) -> usize {
        self.starts.partition_point(|start| *start <= time.0).saturating_sub(1)
    }
}

/// The beginnings of intervals, from the one on that a time is in.
fn starts(interval: Interval, zone: &Zone, from: i64) -> Box<dyn Iterator<Item = i64> + '_> {
    let today = zone.date(from);
    let first = match interval {
        Interval::Hour => {
            let first = zone.start_of_hour(from);
            let next = |start: &i64| Some(zone.next_hour(*start)).filter(|next| next > start);
            return Box::new(std::iter::successors(Some(first), next));
        }
        Interval::Day => today,
        Interval::Week => {
            let since = today.weekday().since(Weekday::Monday);
            today.checked_sub(i64::from(since).days()).unwrap_or(today)
        }
        Interval::Month => today.first_of_month(),
    };
    let step = match interval {
        Interval::Hour | Interval::Day => 1.day(),
        Interval::Week => 1.week(),
        Interval::Month => 1.month(),
    };
    let days = std::iter::successors(Some(first), move |day| day.checked_add(step).ok());
    Box::new(days.map_while(|day| zone.start_of(day)))
}
