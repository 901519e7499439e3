//! `GET /api/v1/events/names` and `/{name}/properties`: what is found out without anybody telling it.

use serde_json::{Value, json};
use sqlx::PgPool;

use super::{EVENTS, encode, store};
use crate::support::Farol;

/// From the 20th to the 22nd of November, in São Paulo, where the day begins at 3.
const RANGE: &str = "from=2025-11-20T03:00:00Z&to=2025-11-22T03:00:00Z&timezone=America/Sao_Paulo";

async fn names(farol: &Farol, query: &str) -> Value {
    farol.find(&format!("{EVENTS}/names?{query}")).await
}

async fn properties(farol: &Farol, name: &str) -> Vec<Value> {
    let found = farol.find(&format!("{EVENTS}/{}/properties", encode(name))).await;
    found["items"].as_array().unwrap().clone()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn names_are_known_as_soon_as_they_are_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = |time: &str, name: &str| json!({"name": name, "timestamp": time});
    store(
        &farol,
        &json!([
            at("2025-11-20T02:59:59Z", "ticket_resolved"),
            at("2025-11-20T03:00:00Z", "ticket_resolved"),
            at("2025-11-21T02:59:59Z", "ticket_resolved"),
            at("2025-11-21T03:00:00Z", "ticket_resolved"),
            at("2025-11-22T02:59:59Z", "a/b <i>"),
            at("2025-11-22T03:00:00Z", "ticket_resolved"),
            at("2025-11-01T00:00:00Z", "Long gone"),
        ]),
    )
    .await;
    let found = names(&farol, RANGE).await;
    let point = |start: &str, value: u64| json!({"start": start, "value": value});
    let days = ["2025-11-20T03:00:00.000000000Z", "2025-11-21T03:00:00.000000000Z"];
    let tickets = json!({"name": "ticket_resolved", "count": 3,
        "firstSeen": "2025-11-20T02:59:59.000000000Z", "lastSeen": "2025-11-22T03:00:00.000000000Z",
        "series": [point(days[0], 2), point(days[1], 1)]});
    assert_eq!((&found["items"][0], &found["complete"]), (&tickets, &json!(true)));
    let counts: Vec<_> = found["items"].as_array().unwrap().iter().collect();
    let named = |index: usize| (&counts[index]["name"], &counts[index]["count"]);
    assert_eq!(named(1), (&json!("a/b <i>"), &json!(1)));
    assert_eq!(counts[1]["series"], json!([point(days[0], 0), point(days[1], 1)]));
    assert_eq!((named(2), counts.len()), ((&json!("Long gone"), &json!(0)), 3));
    let searched = names(&farol, &format!("{RANGE}&search=TICKET")).await;
    assert_eq!(searched["items"], json!([tickets]));
    // Of the last seven days, unless told: nothing, but they are known.
    let recent = farol.find(&format!("{EVENTS}/names")).await;
    let recent = recent["items"].as_array().unwrap();
    assert!(recent.len() == 3 && recent.iter().all(|name| name["count"] == 0), "{recent:?}");
    for (query, field) in [
        ("timezone=Mars", "timezone"),
        ("from=2025-11-22T00:00:00Z&to=2025-11-22T00:00:00Z", "to"),
        ("from=2020-01-01T00:00:00Z", "from"),
    ] {
        farol.read(&format!("{EVENTS}/names?{query}")).await.names_field(field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn properties_tell_their_types_and_values(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let name = "a/b %2F <i>?";
    let of = |second: u64, properties: Value| {
        json!({"name": name, "agentId": "agent-1",
        "timestamp": format!("2025-11-20T03:00:0{second}Z"), "properties": properties})
    };
    store(
        &farol,
        &json!([
            of(
                1,
                json!({"answered": true, "duration": 5, "mixed": "5", "list": [1], "none": null})
            ),
            of(2, json!({"answered": true, "duration": 2.5, "mixed": 5, "__proto__": "x"})),
            of(3, json!({"answered": false, "mixed": 5})),
        ]),
    )
    .await;
    let found = properties(&farol, name).await;
    let of = |name: &str| found.iter().find(|property| property["name"] == name).unwrap();
    assert_eq!(
        of("answered"),
        &json!({"name": "answered", "types": [{"type": "boolean", "count": 3}], "count": 3,
            "firstSeen": "2025-11-20T03:00:01.000000000Z", "lastSeen": "2025-11-20T03:00:03.000000000Z",
            "values": [{"value": true, "count": 2}, {"value": false, "count": 1}], "valuesComplete": true})
    );
    let mixed = of("mixed");
    let types = json!([{"type": "number", "count": 2}, {"type": "text", "count": 1}]);
    let values = json!([{"value": 5, "count": 2}, {"value": "5", "count": 1}]);
    assert_eq!((&mixed["types"], &mixed["values"]), (&types, &values));
    assert_eq!(of("list")["types"], json!([{"type": "other", "count": 1}]));
    assert_eq!(of("duration")["values"].as_array().unwrap().len(), 2);
    assert_eq!(of("__proto__")["values"], json!([{"value": "x", "count": 1}]));
    assert_eq!(of("agentId")["values"], json!([{"value": "agent-1", "count": 3}]));
    assert!(found.iter().all(|property| property["name"] != "none"));
    let absent = format!("{EVENTS}/never/properties");
    farol.read(&absent).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_very_many_values_some_are_shown(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let events: Vec<Value> = (0..51)
        .map(|n| json!({"name": "x", "timestamp": "2025-11-20T03:00:00Z", "properties": {"n": n, "few": n % 50}}))
        .collect();
    store(&farol, &Value::Array(events)).await;
    let found = properties(&farol, "x").await;
    let [few, n] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (&few["valuesComplete"], few["values"].as_array().unwrap().len()),
        (&json!(true), 50)
    );
    assert_eq!(few["values"][0], json!({"value": 0, "count": 2}));
    assert_eq!((&n["valuesComplete"], &n["count"]), (&json!(false), &json!(51)));
    let values = n["values"].as_array().unwrap();
    assert!(!values.is_empty() && values.iter().all(|of| of["count"].is_null()), "{values:?}");
}
