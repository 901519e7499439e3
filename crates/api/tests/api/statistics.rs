//! Statistics over time, as they are told.

use farol_testkit::otlp::{attribute, proto::trace::v1::Span, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PRICED_MODEL, START};

const PATH: &str = "/api/v1/observability/statistics";
const HOUR: u64 = 3_600_000_000_000;
const RANGE: &str = "from=2025-11-21T04:00:00Z&to=2025-11-21T07:00:00Z";

fn run(of: u128, agent: &str, start: u64) -> Vec<Span> {
    let mut run = span(of, 1, "invoke_agent", start);
    run.attributes = vec![
        attribute("gen_ai.operation.name", "invoke_agent"),
        attribute("gen_ai.agent.name", agent),
    ];
    let mut call = span(of, 2, "chat", start);
    call.parent_span_id = 1_u64.to_be_bytes().to_vec();
    call.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", PRICED_MODEL),
        attribute("gen_ai.usage.input_tokens", 1_000_i64),
        attribute("gen_ai.usage.output_tokens", 100_i64),
    ];
    vec![run, call]
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn agents_over_time_are_told_with_what_they_used(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(run(1, "ana", START)).await;
    farol.store_spans([run(2, "ana", START + 2 * HOUR), run(3, "rui", START)].concat()).await;
    // A retry counts nothing twice.
    farol.store_spans(run(3, "rui", START)).await;
    let told = farol.find(&format!("{PATH}?by=agent&interval=hour&{RANGE}")).await;
    assert_eq!(told["from"], "2025-11-21T04:00:00.000000000Z");
    let ana = &told["items"][0];
    assert_eq!(
        (&ana["value"], &ana["count"], &ana["totalTokens"]),
        (&"ana".into(), &2.into(), &2_200.into())
    );
    assert_eq!((&ana["cost"], &ana["costEstimated"]), (&0.007.into(), &true.into()));
    let p50 = ana["p50Ms"].as_f64().unwrap();
    assert!((p50 / 1_000.0 - 1.0).abs() < 0.022, "{p50}");
    let series: Vec<(&Value, &Value)> =
        ana["series"].as_array().unwrap().iter().map(|of| (&of["start"], &of["count"])).collect();
    let hour = |hour| json!(format!("2025-11-21T0{hour}:00:00.000000000Z"));
    let expected = [(hour(4), json!(1)), (hour(5), json!(0)), (hour(6), json!(1))];
    assert_eq!(series, expected.each_ref().map(|(start, count)| (start, count)));
    assert_eq!((&told["items"][1]["value"], &told["total"]["count"]), (&"rui".into(), &3.into()));

    let by_type = farol.find(&format!("{PATH}?by=type&agent=rui&{RANGE}")).await;
    assert_eq!(by_type["items"].as_array().unwrap().len(), 2);
    assert!(by_type["items"][0].get("series").is_none());
    let roots = farol.find(&format!("{PATH}?by=model&count=executions&limit=1&{RANGE}")).await;
    assert_eq!(
        (&roots["items"][0]["value"], &roots["items"][0]["count"]),
        (&Value::Null, &3.into())
    );
    assert_eq!(
        (&roots["other"]["count"], &roots["other"]["totalTokens"]),
        (&0.into(), &3_300.into())
    );
    let total = farol.find(&format!("{PATH}?{RANGE}")).await;
    assert_eq!((&total["items"], &total["total"]["count"]), (&json!([]), &6.into()));
    let none = farol.find(&format!("{PATH}?by=agent&interval=month")).await;
    assert_eq!((&none["items"], &none["total"]["errorRate"]), (&json!([]), &Value::Null));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_cannot_be_told_is_refused_by_name(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for (query, field) in [
        ("by=colour", "by"),
        ("interval=minute", "interval"),
        ("interval=day&timezone=Nowhere", "timezone"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&interval=hour", "interval"),
        ("by=agent&limit=500&interval=hour", "interval"),
        ("limit=0", "limit"),
        ("type=nothing", "type"),
        ("attr.a=b", "attr.a"),
    ] {
        let problem = farol.read(&format!("{PATH}?{query}")).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{query}");
    }
    for query in
        ["from=0&to=1", "from=-9223372036854775808", "to=9223372036854775807&interval=month"]
    {
        farol.read(&format!("{PATH}?{query}")).await.expect(200);
    }
}
