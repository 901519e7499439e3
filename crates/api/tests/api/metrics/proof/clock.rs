//! Clocks of three zones in the autumn of 2026, by hand.

use chrono::{DateTime, Datelike};

const HOUR: i64 = 3_600_000_000_000;
const DAY: i64 = 24 * HOUR;

pub const ZONES: [&str; 4] = ["UTC", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe"];

/// Nanoseconds that a zone's clock is ahead.
fn offset(zone: &str, time: i64) -> i64 {
    // 2026-10-03T15:30:00Z: two o'clock in the morning there.
    const FORWARD: i64 = 1_791_041_400_000_000_000;
    match zone {
        "UTC" => 0,
        "America/Sao_Paulo" => -3 * HOUR,
        "Asia/Kolkata" => 5 * HOUR + HOUR / 2,
        "Australia/Lord_Howe" if time < FORWARD => 10 * HOUR + HOUR / 2,
        "Australia/Lord_Howe" => 11 * HOUR,
        _ => panic!("{zone}"),
    }
}

/// What all times of a bucket have in common, and no other.
pub fn bucket(interval: &str, zone: &str, time: i64) -> (i64, i64) {
    let offset = offset(zone, time);
    let local = time + offset;
    let day = local.div_euclid(DAY);
    match interval {
        "hour" => (local.div_euclid(HOUR), offset),
        "day" => (day, 0),
        // 1970 began on a Thursday.
        "week" => ((day + 3).div_euclid(7), 0),
        "month" => {
            let date = DateTime::from_timestamp_nanos(local).date_naive();
            (i64::from(date.year()), i64::from(date.month()))
        }
        _ => panic!("{interval}"),
    }
}

/// The time at which a bucket begins: the first that has what a time has.
pub fn begins(interval: &str, zone: &str, start: i64) -> bool {
    bucket(interval, zone, start) != bucket(interval, zone, start - 1)
}
