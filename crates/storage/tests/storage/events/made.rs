//! Events made at random, and asked for.

use std::ops::Range;

use farol_model::{
    Event, JsonText, NANOS_PER_DAY, UnixNano,
    rollup::{NANOS_PER_QUARTER, QUARTERS_PER_DAY},
};
use farol_storage::{
    RollupAnswer, RollupQuestion, Wanted, WriteRequest, Written, fold_events, read_rollups,
};
use rand::{Rng, rngs::StdRng};
use serde_json::{Map, Value, json};

use crate::support::Store;

/// 2026-11-18.
pub const FIRST_DAY: i64 = 20_775;
pub const DAYS: i64 = 3;

pub fn quarters_of_all() -> Range<i64> {
    FIRST_DAY * QUARTERS_PER_DAY..(FIRST_DAY + DAYS) * QUARTERS_PER_DAY
}

pub fn event(name: &str, time: i64, agent: Option<&str>, properties: &Value) -> Event {
    Event {
        name: name.to_owned(),
        time: UnixNano(time),
        arrival: time,
        agent_id: agent.map(str::to_owned),
        properties: Some(JsonText::of(properties)),
        ..Event::default()
    }
}

/// An event of types that are mixed, at any time of any day.
pub fn random_event(random: &mut StdRng) -> Event {
    let time = FIRST_DAY * NANOS_PER_DAY + random.random_range(0..DAYS * NANOS_PER_DAY);
    let mut properties = Map::new();
    let categories = ["network", "billing", "acesso", "<b>bold</b>", "__proto__"];
    let category = categories[random.random_range(0..categories.len())];
    let mut put = |name: &str, value: Value| properties.insert(name.to_owned(), value);
    match random.random_range(0..20) {
        0 => {}
        1 => drop(put("category", Value::Null)),
        2 => drop(put("category", json!(7))),
        _ => drop(put("category", json!(category))),
    }
    match random.random_range(0..10) {
        0 => {}
        1 => drop(put("answered", json!("true"))),
        2 => drop(put("answered", json!({"nested": true}))),
        number => drop(put("answered", json!(number % 2 == 0))),
    }
    match random.random_range(0..10) {
        0 => {}
        1 => drop(put("duration", json!("long"))),
        2 => drop(put("duration", json!([1, 2]))),
        _ => drop(put("duration", json!(random.random_range(-10.0..5_000.0)))),
    }
    match random.random_range(0..10) {
        0 => drop(put("rating", json!("5"))),
        1 => {}
        _ => drop(put("rating", json!(random.random_range(1..=5)))),
    }
    if random.random_bool(0.9) {
        put("user", json!(format!("user-{}", random.random_range(0..3_000))));
    }
    put("amount", json!(f64::from(random.random_range(-30..90)) / 10.0));
    let agent = ["one", "two", "three"].get(random.random_range(0..4));
    event("ticket_resolved", time, agent.copied(), &Value::Object(properties))
}

impl Store {
    pub fn events(&self, events: Vec<Event>) -> WriteRequest {
        WriteRequest { project_id: self.project_id, events, ..WriteRequest::default() }
    }

    pub async fn write_events(&self, events: Vec<Event>) -> Written {
        self.write(&[self.events(events)]).await.unwrap()
    }

    /// Folds a batch; returns how many deltas it had.
    pub async fn fold(&self) -> u64 {
        let mut connection = self.pool.acquire().await.unwrap();
        fold_events(&mut connection, self.project_id).await.unwrap()
    }

    pub async fn fold_all(&self) {
        while self.fold().await > 0 {}
        assert_eq!(self.count("event_deltas").await, 0);
    }

    pub async fn ask(&self, question: &RollupQuestion<'_>) -> RollupAnswer {
        let mut connection = self.pool.acquire().await.unwrap();
        read_rollups(&mut connection, question).await.unwrap()
    }

    /// A question of all days, in one piece.
    pub fn question<'a>(&self, name: &'a str, wanted: Wanted<'a>) -> RollupQuestion<'a> {
        let quarters = quarters_of_all();
        RollupQuestion {
            project_id: self.project_id,
            name,
            agent: None,
            quarters,
            cuts: &[],
            wanted,
        }
    }
}

pub fn quarter_of(event: &Event) -> i64 {
    event.time.0.div_euclid(NANOS_PER_QUARTER)
}
