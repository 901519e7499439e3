//! Events by name and day.

use std::collections::BTreeMap;

use farol_tests::client::Client;
use serde_json::{Value, json};

use crate::ledger::audit::rows::Stored;
use crate::ledger::readback::{ask, read};

const NANOSECONDS_IN_DAY: i64 = 86_400_000_000_000;

/// By name and day since 1970.
type Events = BTreeMap<(String, i64), Figures>;

/// What events come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    count: f64,
    /// The sum of a property.
    seconds: f64,
}

pub(super) fn counted(stored: &Stored, project: i32) -> Events {
    let mut events = Events::new();
    for row in stored.events.iter().filter(|row| row.record.project_id == project) {
        let day = row.record.time_ns / NANOSECONDS_IN_DAY;
        let figures = events.entry((row.name.clone(), day)).or_default();
        figures.count += 1.0;
        figures.seconds += row.seconds;
    }
    events
}

/// What Farol tells of the days in which there are some.
pub(super) fn told(counted: &Events, reader: &Client) -> Result<Events, String> {
    let days = || counted.keys().map(|(_, day)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(Events::new()) };
    let [from, to] = [first, last + 1].map(|day| (day * NANOSECONDS_IN_DAY).to_string());
    let mut events = Events::new();
    let names = read(&format!("/api/v1/events/names?from={from}&to={to}"), reader)?;
    for item in list(&names["items"]) {
        let name = item["name"].as_str().unwrap_or_default();
        let sum = json!({ "event": name, "aggregation": "sum", "property": "seconds",
            "interval": "day", "from": from, "to": to });
        let sum = ask("/api/v1/metrics/query", &sum, reader)?;
        if sum["source"] != "rollup" {
            return Err(format!("no rollup answers for {name}: {sum}"));
        }
        let points = values(&item["series"]).zip(values(&sum["series"]));
        for (day, (count, seconds)) in (first..).zip(points) {
            events.insert((name.to_owned(), day), Figures { count, seconds });
        }
    }
    Ok(events)
}

fn values(series: &Value) -> impl Iterator<Item = f64> {
    list(series).map(|point| point["value"].as_f64().unwrap_or_default())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
