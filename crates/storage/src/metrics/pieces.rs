//! A range of time, parted into whole quarters of an hour, which rollups know, and what is left at its edges.

use std::ops::Range;

use farol_model::{UnixNano, rollup::NANOS_PER_QUARTER};

use super::Times;

/// The parts of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    /// Whole quarters since 1970.
    pub(super) quarters: Range<i64>,
    /// Quarters, in order, at which another bucket begins, or one that is parted by a bucket.
    pub(super) cuts: Vec<i64>,
    /// Of the quarters, those that a bucket begins in the middle of. (No zone does that nowadays.)
    pub(super) parted: Vec<i64>,
    /// What rows alone tell: the beginning and the end of the range.
    pub(super) edges: Vec<Times>,
}

impl Pieces {
    /// Parts a range, in which buckets begin at these times.
    pub(super) fn of(range: &Times, starts: &[i64]) -> Self {
        let Range { start: from, end: to } = *range;
        let (first, last) = (quarter_behind(from), quarter_of(to));
        if first >= last {
            let edges = vec![from..to];
            return Self { quarters: first..first, cuts: Vec::new(), parted: Vec::new(), edges };
        }
        let edges = [from..start_of(first), start_of(last)..to];
        let edges = edges.into_iter().filter(|edge| !edge.is_empty()).collect();
        let (mut cuts, mut parted) = (Vec::new(), Vec::new());
        for &start in starts {
            let (quarter, behind) = (quarter_of(UnixNano(start)), quarter_behind(UnixNano(start)));
            cuts.push(quarter);
            if quarter != behind {
                cuts.push(behind);
                parted.push(quarter);
            }
        }
        cuts.retain(|cut| first < *cut && *cut < last);
        cuts.dedup();
        parted.retain(|quarter| (first..last).contains(quarter));
        parted.dedup();
        Self { quarters: first..last, cuts, parted, edges }
    }
}

/// Times in order, those that follow each other as one, the newest first.
pub(super) fn joined(mut times: Vec<Times>) -> Vec<Times> {
    times.sort_unstable_by_key(|of| of.start);
    let mut joined: Vec<Times> = Vec::new();
    for of in times {
        match joined.last_mut() {
            Some(last) if of.start <= last.end => last.end = last.end.max(of.end),
            _ => joined.push(of),
        }
    }
    joined.reverse();
    joined
}

/// The time of quarters.
pub(super) const fn times_of(quarters: &Range<i64>) -> Times {
    start_of(quarters.start)..start_of(quarters.end)
}

/// The quarter that a time is in.
pub(super) const fn quarter_of(time: UnixNano) -> i64 {
    time.0.div_euclid(NANOS_PER_QUARTER)
}

/// The first quarter that begins no earlier than a time.
pub(super) const fn quarter_behind(time: UnixNano) -> i64 {
    quarter_of(time) + (time.0.rem_euclid(NANOS_PER_QUARTER) > 0) as i64
}

pub(super) const fn start_of(quarter: i64) -> UnixNano {
    UnixNano(quarter.saturating_mul(NANOS_PER_QUARTER))
}

#[cfg(test)]
mod tests {
    use farol_model::metrics::{Buckets, Interval, Zone};

    use super::*;

    fn pieces(from: &str, to: &str, interval: Option<Interval>, zone: &str) -> Pieces {
        let at = |text| UnixNano::parse_rfc3339(text).unwrap();
        let zone = Zone::named(zone).unwrap();
        let buckets = Buckets::new(&(at(from)..at(to)), interval, &zone).unwrap();
        Pieces::of(&buckets.range(), buckets.starts())
    }

    #[test]
    fn edges_are_less_than_a_quarter() {
        let of = pieces("1970-01-01T00:10:00Z", "1970-01-01T01:20:00Z", None, "UTC");
        assert_eq!((of.quarters.clone(), of.cuts.len()), (1..5, 0));
        let minutes =
            |from: i64, to: i64| UnixNano(from * 60_000_000_000)..UnixNano(to * 60_000_000_000);
        assert_eq!(of.edges, [minutes(10, 15), minutes(75, 80)]);
        let whole = pieces("1970-01-01T00:15:00Z", "1970-01-01T00:30:00Z", None, "UTC");
        assert_eq!((whole.quarters, whole.edges.len()), (1..2, 0));
        for (from, to) in
            [("00:01:00", "00:14:00"), ("00:10:00", "00:20:00"), ("00:15:01", "00:44:59.9")]
        {
            let (from, to) = (format!("1970-01-01T{from}Z"), format!("1970-01-01T{to}Z"));
            let none = pieces(&from, &to, Some(Interval::Hour), "UTC");
            assert!(none.quarters.is_empty() && none.edges.len() == 1, "{from}");
        }
    }

    #[test]
    fn buckets_are_cut_at_quarters() {
        let days = pieces(
            "1980-01-01T18:30:00Z",
            "1980-01-03T18:30:00Z",
            Some(Interval::Day),
            "Asia/Kolkata",
        );
        let first = days.quarters.start;
        assert_eq!((days.quarters, days.cuts), (first..first + 192, vec![first + 96]));
        assert!(days.edges.is_empty() && days.parted.is_empty());
        // Until 1972 its clocks were 44 minutes and 30 seconds behind.
        let days = pieces(
            "1970-01-01T00:00:00Z",
            "1970-01-03T00:00:00Z",
            Some(Interval::Day),
            "Africa/Monrovia",
        );
        assert_eq!((days.quarters, days.cuts), (0..192, vec![2, 3, 98, 99]));
        assert_eq!((days.parted, days.edges.len()), (vec![2, 98], 0));
    }

    #[test]
    fn there_are_pieces_of_all_time() {
        let all = UnixNano(i64::MIN)..UnixNano(i64::MAX);
        let of = Pieces::of(&all, &[]);
        let [first, last] = &*of.edges else { panic!("{:?}", of.edges) };
        assert!(first.start == all.start && last.end == all.end);
        assert!(first.end < last.start);
    }
}
