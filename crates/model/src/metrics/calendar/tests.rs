//! Days that are no days of 24 hours.

use super::*;

fn at(text: &str) -> UnixNano {
    UnixNano::parse_rfc3339(text).unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

/// The buckets of a range, as their beginnings by the zone's clock.
fn local(interval: Interval, name: &str, from: &str, to: &str) -> Vec<String> {
    let zone = zone(name);
    let buckets = Buckets::new(&(at(from)..at(to)), Some(interval), &zone).unwrap();
    assert!(buckets.starts().is_sorted_by(|one, next| one < next));
    let shown = |start: &i64| zone.0.to_datetime(timestamp(*start)).to_string();
    buckets.starts().iter().map(shown).collect()
}

#[test]
fn days_weeks_and_months_begin_by_the_clock_of_the_zone() {
    let days = local(
        Interval::Day,
        "Asia/Kolkata",
        "2026-11-20T18:00:00Z",
        "2026-11-21T18:30:00.000000001Z",
    );
    assert_eq!(days, ["2026-11-20T00:00:00", "2026-11-21T00:00:00", "2026-11-22T00:00:00"]);
    let weeks =
        local(Interval::Week, "America/Sao_Paulo", "2026-11-16T02:00:00Z", "2026-11-23T03:00:00Z");
    assert_eq!(weeks, ["2026-11-09T00:00:00", "2026-11-16T00:00:00"], "from Monday to Sunday");
    let months = local(Interval::Month, "UTC", "2026-01-31T23:00:00Z", "2026-03-01T00:00:01Z");
    assert_eq!(months, ["2026-01-01T00:00:00", "2026-02-01T00:00:00", "2026-03-01T00:00:00"]);
}

#[test]
fn a_day_begins_at_one_where_the_clock_is_put_forward_at_midnight() {
    let name = "America/Sao_Paulo";
    let days = local(Interval::Day, name, "2018-11-03T12:00:00Z", "2018-11-05T12:00:00Z");
    assert_eq!(days, ["2018-11-03T00:00:00", "2018-11-04T01:00:00", "2018-11-05T00:00:00"]);
    let hours = local(Interval::Hour, name, "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z");
    assert_eq!((hours.len(), &*hours[0]), (23, "2018-11-04T01:00:00"));
}

#[test]
fn a_day_of_twenty_five_hours_has_twenty_five() {
    // Put back at midnight: 2018-02-17 had its last hour twice.
    let name = "America/Sao_Paulo";
    let hours = local(Interval::Hour, name, "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z");
    assert_eq!(hours.len(), 25);
    assert_eq!(hours[23..], ["2018-02-17T23:00:00", "2018-02-17T23:00:00"]);
    let days = local(Interval::Day, name, "2018-02-17T02:00:00Z", "2018-02-18T03:00:01Z");
    assert_eq!(days, ["2018-02-17T00:00:00", "2018-02-18T00:00:00"]);
    // Put back at one: the day's first hour is there twice, and the day begins with the first of them.
    let days =
        local(Interval::Day, "America/Havana", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");
    assert_eq!(days, ["2026-11-01T00:00:00"]);
}

#[test]
fn the_clock_is_turned_by_half_an_hour_on_lord_howe() {
    let name = "Australia/Lord_Howe";
    let hours = local(Interval::Hour, name, "2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z");
    assert_eq!(hours, ["2026-04-05T01:00:00", "2026-04-05T01:30:00", "2026-04-05T02:00:00"]);
    let hours = local(Interval::Hour, name, "2026-10-03T14:30:00Z", "2026-10-03T17:00:00Z");
    assert_eq!(hours, ["2026-10-04T01:00:00", "2026-10-04T02:30:00", "2026-10-04T03:00:00"]);
    let long = local(Interval::Hour, name, "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");
    let short = local(Interval::Hour, name, "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
    assert_eq!((long.len(), short.len()), (25, 24), "of 24.5 and 23.5 hours");
}

#[test]
fn a_day_that_a_zone_left_out_is_none() {
    let days = local(Interval::Day, "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z");
    assert_eq!(days, ["2011-12-29T00:00:00", "2011-12-31T00:00:00", "2012-01-01T00:00:00"]);
}

#[test]
fn every_time_is_in_its_bucket() {
    for name in
        ["UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"]
    {
        let zone = zone(name);
        let range = at("2018-01-01T00:00:00Z")..at("2018-03-01T00:00:00Z");
        for interval in [Interval::Hour, Interval::Day, Interval::Week, Interval::Month] {
            let buckets = Buckets::new(&range, Some(interval), &zone).unwrap();
            for (place, start) in buckets.starts().iter().enumerate() {
                assert_eq!(buckets.place(UnixNano(*start)), place, "{name} {interval:?}");
                let before = place.saturating_sub(1);
                assert_eq!(buckets.place(UnixNano(*start - 1)), before, "{name} {interval:?}");
            }
        }
    }
}

#[test]
fn the_period_before_has_as_many_days() {
    let previous = |name: &str, from: &str, to: &str| {
        let before = zone(name).previous(&(at(from)..at(to)));
        assert_eq!(before.end, at(from));
        before.start
    };
    let across = previous("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-06T02:00:00Z");
    assert_eq!(across, at("2018-11-02T03:00:00Z"), "two days of 24 hours before one of 23");
    let half = previous("Australia/Lord_Howe", "2026-04-05T13:30:00Z", "2026-04-06T13:30:00Z");
    assert_eq!(half, at("2026-04-04T13:00:00Z"));
    let hours = previous("UTC", "2026-11-21T09:30:00Z", "2026-11-21T10:00:00Z");
    assert_eq!(hours, at("2026-11-21T09:00:00Z"));
    let ends = zone("UTC").previous(&(UnixNano(i64::MIN)..UnixNano(i64::MAX)));
    assert_eq!(ends.start, UnixNano(i64::MIN));
}

#[test]
fn there_are_bounds() {
    let all = UnixNano(i64::MIN)..UnixNano(i64::MAX);
    let made = |interval| Buckets::new(&all, interval, &zone("Australia/Lord_Howe"));
    assert_eq!(made(Some(Interval::Hour)), Err(TooManyBuckets));
    assert_eq!(made(Some(Interval::Month)), Err(TooManyBuckets));
    assert_eq!(made(None).unwrap().starts(), &[0_i64; 0]);
    let range = |hours: i64| UnixNano(0)..UnixNano(hours * NANOS_PER_HOUR);
    let hours = |count| Buckets::new(&range(count), Some(Interval::Hour), &zone("UTC"));
    assert_eq!(hours(5_000).unwrap().starts().len(), 5_000);
    assert_eq!(hours(5_001), Err(TooManyBuckets));
    assert!(hours(0).unwrap().starts().is_empty());
    for wrong in ["", "Nowhere", "Mars/Base", "../etc/passwd", "America/Sao_Paulo\0"] {
        assert!(Zone::named(wrong).is_none(), "{wrong:?}");
    }
}
