//! Every aggregation, filter, group, interval and zone against brute force over the same events: told by rollups
//! that wait to be folded, that are folded in part, that are folded, and by the rows themselves.

mod brute;
mod clock;

use std::time::Duration;

use farol_api::ApiSettings;
use farol_model::{Event, JsonText, UnixNano};
use farol_storage::fold_events;
use farol_testkit::random::Random;
use serde_json::{Map, Value, json};
use sqlx::PgPool;

use self::brute::{Asked, check};
use crate::support::{Farol, settings};

const NAME: &str = "ticket_resolved";

/// In steps that no bucket has.
const FIRST: &str = "2026-09-10T00:00:00Z";
const MILLISECONDS: u64 = 45 * 86_400_000;

/// What is known of an event beside.
struct Known {
    time: i64,
    agent: Option<&'static str>,
    properties: Map<String, Value>,
}

/// Events of 45 days around the day on which Lord Howe's clocks are put forward, with every type in every place.
fn events(count: usize) -> Vec<Known> {
    let random = &mut Random::new(7);
    let first = UnixNano::parse_rfc3339(FIRST).unwrap().0;
    let event = |_| {
        // A fifth of them on the hour, to the nanosecond: where buckets begin.
        let time = random.below(MILLISECONDS);
        let time = if random.below(5) == 0 { time / 3_600_000 * 3_600_000 } else { time };
        let mut properties = Map::new();
        let mut put = |name: &str, value: Value| properties.insert(name.to_owned(), value);
        match random.below(20) {
            0 => {}
            1 => drop(put("category", json!([1, 2]))),
            2 => drop(put("category", json!(7))),
            3 => drop(put("category", json!("7"))),
            more => drop(put(
                "category",
                json!(["network", "billing", "<b>", "__proto__"][(more % 4) as usize]),
            )),
        }
        match random.below(10) {
            0 => {}
            1 => drop(put("answered", json!("true"))),
            2 => drop(put("answered", Value::Null)),
            more => drop(put("answered", json!(more < 7))),
        }
        match random.below(12) {
            0 => {}
            1 => drop(put("duration", json!("long"))),
            2 => drop(put("duration", json!({"minutes": 5}))),
            3 => drop(put("duration", json!(-0.25))),
            4 => drop(put("duration", json!(0))),
            _ => drop(put("duration", json!(random.fraction().powi(3) * 1e4))),
        }
        if random.below(4) > 0 {
            put("price", json!(random.choose(&[0.1, 0.2, 9.99, 1e3])));
        }
        if random.below(8) > 0 {
            put("user", json!(format!("user-{}", random.below(6_000))));
        }
        let agent = *random.choose(&[None, Some("ana"), Some("rui")]);
        Known { time: first + i64::try_from(time).unwrap() * 1_000_000, agent, properties }
    };
    (0..count).map(event).collect()
}

impl Known {
    fn to_event(&self, place: usize) -> Event {
        Event {
            name: NAME.to_owned(),
            time: UnixNano(self.time),
            agent_id: self.agent.map(str::to_owned),
            properties: Some(JsonText::of(&self.properties)),
            idempotency_key: place.is_multiple_of(3).then(|| format!("key-{place}")),
            ..Event::default()
        }
    }
}

/// Sends events, some of them twice, in an order of their own.
async fn send(farol: &Farol, events: &[Known], part: usize, parts: usize) {
    let own = events.iter().enumerate().filter(|(place, _)| place % parts == part);
    let mut own: Vec<(usize, &Known)> = own.collect();
    own.sort_by_key(|(place, _)| place.wrapping_mul(7_919) % 10_007);
    for batch in own.chunks(500) {
        let mut sent: Vec<Event> = batch.iter().map(|(place, of)| of.to_event(*place)).collect();
        // A client that got no answer sends what has a key again.
        let again = sent.iter().filter(|event| event.idempotency_key.is_some()).take(40);
        let again: Vec<Event> = again.cloned().collect();
        sent.extend(again.iter().take(20).cloned());
        farol.store_events(sent).await;
        farol.store_events(again).await;
        let noise = json!({"category": "network", "duration": 1});
        farol.store_events(vec![super::event("another", FIRST, &noise)]).await;
    }
}

/// What is asked: all that matters of aggregations, filters and groups, over changing times.
fn questions() -> Vec<Asked> {
    let measures = [
        json!({"aggregation": "count"}),
        json!({"aggregation": "rate", "match": {"property": "answered", "value": true}}),
        json!({"aggregation": "rate", "match": {"property": "duration", "op": "exists"}}),
        json!({"aggregation": "sum", "property": "duration"}),
        json!({"aggregation": "avg", "property": "duration"}),
        json!({"aggregation": "min", "property": "duration"}),
        json!({"aggregation": "max", "property": "duration"}),
        json!({"aggregation": "sum", "property": "price"}),
        json!({"aggregation": "max", "property": "price"}),
        json!({"aggregation": "p50", "property": "duration"}),
        json!({"aggregation": "p95", "property": "price"}),
        json!({"aggregation": "distinct_count", "property": "user"}),
        json!({"aggregation": "distinct_count", "property": "category"}),
    ];
    let filters = [
        json!([]),
        json!([{"property": "category", "value": "network"}]),
        json!([{"property": "category", "op": "ne", "value": "network"}]),
        json!([{"property": "category", "op": "in", "value": [7, "billing"]}]),
        json!([{"property": "category", "op": "exists", "value": false}]),
        json!([{"property": "price", "op": "gte", "value": 0.2}, {"property": "price", "op": "lt", "value": 1000}]),
        json!([{"property": "duration", "op": "gt", "value": 100}]),
        json!([{"property": "duration", "op": "exists"}]),
        json!([{"property": "agentId", "value": "ana"}]),
        json!([{"property": "category", "value": "billing"}, {"property": "answered", "op": "ne", "value": true}]),
    ];
    let groups = [Some("category"), Some("answered"), Some("user")];
    let times = [
        ("2026-09-15T13:07:33.5Z", "2026-10-20T22:52:10.000000001Z"),
        ("2026-09-12T03:00:00Z", "2026-10-22T03:00:00Z"),
        ("2026-10-03T10:00:00Z", "2026-10-04T21:20:00Z"),
    ];
    let mut questions = Vec::new();
    let rotating = &mut Random::new(11);
    for measure in &measures {
        for filter in &filters {
            for group in [None, *rotating.choose(&groups)] {
                let (from, to) = *rotating.choose(&times);
                let interval = *rotating.choose(&[
                    None,
                    Some("hour"),
                    Some("day"),
                    Some("week"),
                    Some("month"),
                ]);
                let timezone = *rotating.choose(&clock::ZONES);
                let agent = *rotating.choose(&[None, None, Some("rui")]);
                let mut query = measure.clone();
                let more = json!({
                    "event": NAME, "filters": filter, "groupBy": group, "from": from, "to": to,
                    "interval": interval, "timezone": timezone, "agentId": agent, "limit": 1 + rotating.below(6)
                });
                query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                questions.push(Asked::new(query));
            }
        }
    }
    questions
}

/// The same question with conditions that hold of everything, on more properties than rollups count together.
fn of_rows(query: &Value) -> Value {
    let mut query = query.clone();
    let filters = query["filters"].as_array_mut().unwrap();
    for name in ["never", "not ever", "at no time"] {
        filters.push(json!({"property": name, "op": "ne", "value": "x"}));
    }
    query
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn answers_are_those_of_brute_force(pool: PgPool) {
    // However busy the machine is.
    let settings = ApiSettings { search_deadline: Duration::from_mins(5), ..settings() };
    let farol = Farol::with(pool, settings).await;
    let events = events(10_000);
    let questions = questions();
    let project: i32 = sqlx::query_scalar("select id from projects where name = 'default'")
        .fetch_one(&farol.pool)
        .await
        .unwrap();
    let fold = async || {
        let mut connection = farol.pool.acquire().await.unwrap();
        while fold_events(&mut connection, project).await.unwrap() > 0 {}
    };
    send(&farol, &events, 0, 2).await;
    fold().await;
    send(&farol, &events, 1, 2).await;
    // Half of it is folded, half of it is not.
    for asked in questions.iter().step_by(5) {
        check(asked, &events, &farol.measure(&asked.query).await);
    }
    fold().await;
    let mut of_rollups = 0;
    for asked in &questions {
        let told = farol.measure(&asked.query).await;
        check(asked, &events, &told);
        of_rollups += usize::from(told["source"] == "rollup");
    }
    assert!(of_rollups * 6 > questions.len(), "{of_rollups} of {}", questions.len());
    for asked in questions.iter().step_by(5) {
        let told = farol.measure(&of_rows(&asked.query)).await;
        assert_eq!(told["source"], "raw", "{}", asked.query);
        check(asked, &events, &told);
    }
}
