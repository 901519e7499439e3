//! Answers by looking at every event.

use std::collections::{BTreeMap, BTreeSet};

use farol_model::UnixNano;
use serde_json::Value;

use super::{Known, clock};

/// A question, and what of it is asked often.
pub struct Asked {
    pub query: Value,
    from: i64,
    to: i64,
}

impl Asked {
    pub fn new(query: Value) -> Self {
        let (from, to) = (time(&query["from"]), time(&query["to"]));
        Self { query, from, to }
    }

    fn text(&self, name: &str) -> &str {
        self.query[name].as_str().unwrap_or_default()
    }

    fn wants(&self, event: &Known) -> bool {
        let agent = self.query["agentId"].as_str();
        let filters = self.query["filters"].as_array().unwrap();
        (self.from..self.to).contains(&event.time)
            && (agent.is_none() || agent == event.agent)
            && filters.iter().all(|filter| holds(filter, event))
    }

    /// The events' measure; `None` for null.
    fn measure(&self, events: &[&Known]) -> Option<f64> {
        let count = |of: usize| u32::try_from(of).map(f64::from).unwrap();
        let values = events.iter().filter_map(|event| property(event, self.text("property")));
        let mut numbers: Vec<f64> = values.clone().filter_map(Value::as_f64).collect();
        match self.text("aggregation") {
            "count" => Some(count(events.len())),
            "rate" => {
                let matching = events.iter().filter(|event| holds(&self.query["match"], event));
                let matching = count(matching.count());
                (!events.is_empty()).then(|| 100.0 * matching / count(events.len()))
            }
            "distinct_count" => {
                let scalars = values.filter(|value| !value.is_array() && !value.is_object());
                Some(count(scalars.map(ToString::to_string).collect::<BTreeSet<_>>().len()))
            }
            "sum" => Some(numbers.iter().sum()),
            "avg" => {
                (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / count(numbers.len()))
            }
            "min" => numbers.into_iter().reduce(f64::min),
            "max" => numbers.into_iter().reduce(f64::max),
            percentile => {
                let percent: usize = percentile[1..].parse().unwrap();
                numbers.sort_by(f64::total_cmp);
                let rank = (numbers.len() * percent).div_ceil(100).max(1);
                numbers.get(rank - 1).copied()
            }
        }
    }

    /// Whether a number is what was told of it.
    fn is(&self, told: &Value, expected: Option<f64>) -> bool {
        let (Some(told), Some(expected)) = (told.as_f64(), expected) else {
            return told.is_null() && expected.is_none();
        };
        let bound = match self.text("aggregation") {
            "distinct_count" if expected > 1_000.0 => 0.02,
            of if of.starts_with('p') => 0.023,
            _ => 1e-9,
        };
        (told - expected).abs() <= bound * expected.abs().max(f64::from(bound < 1e-6))
    }

    /// How large a group is: by what the largest are told apart.
    fn size(&self, events: &[&Known]) -> f64 {
        let measured =
            |event: &&&Known| property(event, self.text("property")).is_some_and(Value::is_number);
        let count = match self.text("aggregation") {
            "count" | "sum" | "distinct_count" => return self.measure(events).unwrap(),
            "rate" => events.len(),
            _ => events.iter().filter(measured).count(),
        };
        u32::try_from(count).map(f64::from).unwrap()
    }
}

fn time(text: &Value) -> i64 {
    UnixNano::parse_rfc3339(text.as_str().unwrap()).unwrap().0
}

/// A property that is not null.
fn property<'e>(event: &'e Known, name: &str) -> Option<&'e Value> {
    event.properties.get(name).filter(|value| !value.is_null())
}

fn holds(filter: &Value, event: &Known) -> bool {
    let name = filter["property"].as_str().unwrap();
    let agent = event.agent.map(Value::from);
    let value = if name == "agentId" { agent.as_ref() } else { property(event, name) };
    let wanted = &filter["value"];
    let same = |one: &Value, other: &Value| match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() == 0.0,
        _ => one == other,
    };
    let number = || value.and_then(Value::as_f64).zip(wanted.as_f64());
    match filter["op"].as_str().unwrap_or("eq") {
        "eq" => value.is_some_and(|value| same(value, wanted)),
        "ne" => !value.is_some_and(|value| same(value, wanted)),
        "in" => {
            value.is_some_and(|value| wanted.as_array().unwrap().iter().any(|of| same(of, value)))
        }
        "exists" => value.is_some() == wanted.as_bool().unwrap_or(true),
        "gt" => number().is_some_and(|(value, wanted)| value > wanted),
        "gte" => number().is_some_and(|(value, wanted)| value >= wanted),
        "lt" => number().is_some_and(|(value, wanted)| value < wanted),
        "lte" => number().is_some_and(|(value, wanted)| value <= wanted),
        op => panic!("{op}"),
    }
}

/// The group of an event; `None` for those without.
fn key(event: &Known, name: &str) -> Option<String> {
    match property(event, name)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => None,
        value => Some(value.to_string()),
    }
}

/// Holds an answer against all events.
pub fn check(asked: &Asked, events: &[Known], told: &Value) {
    let shown = || format!("{}\n{told}", asked.query);
    assert_eq!(told["complete"], true, "{}", shown());
    let own: Vec<&Known> = events.iter().filter(|event| asked.wants(event)).collect();
    check_values(asked, &own, told, &shown);
    check_skipped(asked, &own, told, &shown);
    let groups = told["groups"].as_array().unwrap();
    let Some(name) = asked.query["groupBy"].as_str() else {
        assert!(groups.is_empty(), "{}", shown());
        return;
    };
    let mut expected: BTreeMap<Option<String>, Vec<&Known>> = BTreeMap::new();
    for event in own {
        expected.entry(key(event, name)).or_default().push(event);
    }
    let limit = usize::try_from(asked.query["limit"].as_u64().unwrap()).unwrap();
    let mut smallest = f64::INFINITY;
    assert_eq!(
        groups.len(),
        expected.len().min(limit) + usize::from(expected.len() > limit),
        "{}",
        shown()
    );
    for group in groups.iter().take(limit) {
        let key = group["key"].as_str().map(str::to_owned);
        let events = expected.remove(&key).unwrap_or_else(|| panic!("{key:?}: {}", shown()));
        check_values(asked, &events, group, &shown);
        let size = asked.size(&events);
        assert!(size <= smallest * 1.000_001 + 1e-6, "{key:?} comes too late: {}", shown());
        smallest = size;
    }
    let rest: Vec<&Known> = expected.values().flatten().copied().collect();
    for events in expected.values() {
        assert!(
            asked.size(events) <= smallest * 1.000_001 + 1e-6,
            "a larger one is left out: {}",
            shown()
        );
    }
    if let Some(other) = groups.get(limit) {
        assert_eq!(
            (&other["key"], &other["other"]),
            (&"other".into(), &true.into()),
            "{}",
            shown()
        );
        check_values(asked, &rest, other, &shown);
    }
}

fn check_values(asked: &Asked, events: &[&Known], told: &Value, shown: &dyn Fn() -> String) {
    let expected = asked.measure(events);
    assert!(asked.is(&told["value"], expected), "{expected:?}, not {}: {}", told["value"], shown());
    let Some(interval) = asked.query["interval"].as_str() else {
        assert_eq!(told["series"], Value::Array(Vec::new()), "{}", shown());
        return;
    };
    let zone = asked.text("timezone");
    let mut of_buckets: BTreeMap<(i64, i64), Vec<&Known>> = BTreeMap::new();
    for event in events {
        of_buckets.entry(clock::bucket(interval, zone, event.time)).or_default().push(event);
    }
    let points = told["series"].as_array().unwrap();
    let starts: Vec<i64> = points.iter().map(|point| time(&point["start"])).collect();
    let bucket = |time| clock::bucket(interval, zone, time);
    assert!(starts[0] <= asked.from && bucket(starts[0]) == bucket(asked.from), "{}", shown());
    let ends = starts.iter().skip(1).copied().chain([asked.to]);
    for (start, end) in starts.iter().zip(ends) {
        assert_eq!(bucket(*start), bucket(end - 1), "no bucket is left out: {}", shown());
    }
    for (start, point) in starts.iter().zip(points) {
        assert!(clock::begins(interval, zone, *start), "{start}: {}", shown());
        let events = of_buckets.remove(&bucket(*start)).unwrap_or_default();
        let expected = asked.measure(&events);
        assert!(asked.is(&point["value"], expected), "{expected:?}, not {point}: {}", shown());
    }
    let left: Vec<_> = of_buckets.keys().collect();
    assert!(left.is_empty(), "{left:?}: {}", shown());
}

fn check_skipped(asked: &Asked, events: &[&Known], told: &Value, shown: &dyn Fn() -> String) {
    let is_wrong = |value: &Value| match asked.text("aggregation") {
        "count" | "rate" => false,
        "distinct_count" => value.is_array() || value.is_object(),
        _ => !value.is_number(),
    };
    let property = |event: &&&Known| property(event, asked.text("property")).is_some_and(is_wrong);
    assert_eq!(told["skipped"], events.iter().filter(property).count(), "{}", shown());
}
