//! Who may send, and what happens while nothing can be stored (conformance cases 19 to 21).

use axum::body::Body;
use farol_api::Phase;
use farol_storage::Scope;
use farol_testkit::otlp::{json_bytes, log, logs, protobuf_bytes, span, traces};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{
    Answer, Farol, JSON, PROTOBUF, START, TRACE_SPANS, post, settings, telemetry,
};

/// What a client sends again later: 503, when, and why.
fn comes_again(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}: {}", answer.shown, answer.text());
    let seconds: u64 = answer.header("retry-after").parse().expect("whole seconds");
    assert!(seconds >= 1);
    answer.status_message();
}

fn body(path: &str) -> Vec<u8> {
    match path {
        "/v1/traces" => protobuf_bytes(&traces("worker", vec![span(1, 1, "work", START)])),
        _ => protobuf_bytes(&logs("worker", vec![log(START, "started")])),
    }
}

#[tokio::test]
async fn while_the_database_is_away_clients_are_told_to_come_again() {
    let farol = Farol::without_database();
    for path in ["/v1/traces", "/v1/logs"] {
        comes_again(&farol.send(telemetry(path, PROTOBUF, body(path))).await);
        // Nobody can tell whether the key is right: that is not the client's fault.
        let with_key = post(path).header("content-type", PROTOBUF).header("x-api-key", "fk_any");
        comes_again(&farol.send(with_key.body(body(path).into()).unwrap()).await);
    }
    assert_eq!(farol.ingest.budget().used(), 0);
    let answer = farol.read_as("/api/v1/observability/executions", "fk_any").await;
    assert_eq!(answer.problem(503, "unavailable")["title"], "Service Unavailable");
    assert_ne!(answer.header("retry-after"), "");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn when_too_much_is_in_flight_clients_are_told_to_come_again(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut others = farol.ingest.budget().reserve(0);
    assert_eq!(others.grow(256 << 20), Ok(()));
    comes_again(&farol.send(telemetry("/v1/traces", PROTOBUF, body("/v1/traces"))).await);
    drop(others);
    farol.send(telemetry("/v1/traces", PROTOBUF, body("/v1/traces"))).await.expect(200);
    farol.ingest.close();
    comes_again(&farol.send(telemetry("/v1/logs", PROTOBUF, body("/v1/logs"))).await);
    assert_eq!((farol.count("spans").await, farol.count("logs").await), (1, 0));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn while_starting_and_stopping_clients_are_told_to_come_again(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for phase in [Phase::Starting, Phase::Draining] {
        farol.phase.send_replace(phase);
        for encoding in [PROTOBUF, JSON] {
            let answer = farol.send(telemetry("/v1/traces", encoding, "{}")).await;
            assert_eq!(answer.header("content-type"), encoding);
            comes_again(&answer);
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_key_says_which_project_it_sends_to(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let key = farol.make_key("shop", &[Scope::Ingest]).await;
    let admin = farol.make_key("shop", &[Scope::Admin]).await;
    for (id, (name, value)) in
        [("authorization", format!("Bearer {key}")), ("x-api-key", key), ("x-api-key", admin)]
            .into_iter()
            .enumerate()
    {
        let sent = post("/v1/traces").header("content-type", PROTOBUF).header(name, value);
        let spans = traces("worker", vec![span(1, id as u64 + 1, "work", START)]);
        let sent = sent.body(Body::from(protobuf_bytes(&spans))).unwrap();
        farol.send(sent).await.expect(200);
    }
    let reader = farol.make_key("shop", &[Scope::Read]).await;
    let list = "/api/v1/observability/executions";
    let found = farol.read_as(list, &reader).await.expect(200).json();
    assert_eq!(found["items"][0]["spanCount"], 3);
    assert_eq!(farol.find(list).await["items"], serde_json::json!([]));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn nobody_else_may_send(pool: PgPool) {
    let farol = Farol::new(pool.clone()).await;
    let reader = farol.make_key("default", &[Scope::Read, Scope::Review]).await;
    let cases = [
        ("x-api-key", "fk_unknown".to_owned(), 401),
        ("x-api-key", String::new(), 401),
        ("authorization", "Bearer fk_unknown".to_owned(), 401),
        ("authorization", "Basic ZmFyb2w6ZmFyb2w=".to_owned(), 401),
        ("authorization", "nonsense".to_owned(), 401),
        ("authorization", format!("Bearer {reader}"), 403),
        ("x-api-key", reader, 403),
    ];
    for (name, value, status) in cases {
        for encoding in [PROTOBUF, JSON] {
            let sent = post("/v1/traces").header("content-type", encoding).header(name, &value);
            let answer = farol.send(sent.body(body("/v1/traces").into()).unwrap()).await;
            assert_eq!(answer.status, status, "{name}: {value}");
            assert_eq!(answer.header("content-type"), encoding);
            assert!(!answer.status_message().contains(&value) || value.is_empty());
            if status == 401 {
                assert!(answer.header("www-authenticate").starts_with("Bearer"));
            }
        }
    }
    // Without a key, only on loopback and only where that was not switched off.
    for (loopback, ingest_without_key) in [(false, true), (true, false)] {
        let strict = farol_api::ApiSettings { loopback, ingest_without_key, ..settings() };
        let farol = Farol::with(pool.clone(), strict).await;
        let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body("/v1/traces"))).await;
        answer.expect(401).status_message();
    }
    assert_eq!(farol.count("spans").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_the_database_refuses_is_counted_and_everything_else_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let refuse = "create function refuse() returns trigger language plpgsql as
            $$ begin raise invalid_parameter_value; end $$;
        create trigger refuse before insert on spans
            for each row when (new.name = 'poison') execute function refuse();
        create trigger refuse before insert on logs
            for each row when (new.body like '%poison%') execute function refuse();";
    sqlx::raw_sql(refuse).execute(&farol.pool).await.unwrap();

    let names = ["good", "poison", "good", "good", "poison"];
    let spans = (1..).zip(names).map(|(id, name)| span(1, id, name, START)).collect();
    let body = json_bytes(&traces("worker", spans));
    let told = farol.send(telemetry("/v1/traces", JSON, body)).await.expect(200).json();
    assert_eq!(told["partialSuccess"]["rejectedSpans"], "2");
    assert_eq!(told["partialSuccess"]["errorMessage"], "2 refused by the database");

    let body = json_bytes(&logs("worker", names.map(|name| log(START, name)).to_vec()));
    let told = farol.send(telemetry("/v1/logs", JSON, body)).await.expect(200).json();
    assert_eq!(told["partialSuccess"]["rejectedLogRecords"], "2");

    let node = |name| json!({"id": name, "name": name, "type": "tool_call", "startTime": START});
    let body = json!({"traces": [node("good"), node("poison")]});
    let told = farol.send_json("/api/v1/traces", &body).await.expect(200).json();
    assert_eq!((&told["accepted"], &told["rejected"][0]["code"]), (&json!(1), &json!("refused")));
    assert_eq!((farol.count("spans").await, farol.count("logs").await), (4, 3));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_trace_takes_so_many_spans_and_says_so(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let send = async |trace: u128, ids: std::ops::RangeInclusive<u64>| {
        let spans = ids.map(|id| span(trace, id, "step", START)).collect();
        let body = json_bytes(&traces("worker", spans));
        farol.send(telemetry("/v1/traces", JSON, body)).await.expect(200).json()
    };
    send(1, 1..=2).await;
    let grow = "update executions set span_count = $1";
    let most = i64::try_from(TRACE_SPANS).unwrap();
    sqlx::query(grow).bind(most - 1).execute(&farol.pool).await.unwrap();
    for _ in 0..2 {
        let told = send(1, 3..=4).await;
        assert_eq!(told["partialSuccess"]["rejectedSpans"], "2");
        let message = told["partialSuccess"]["errorMessage"].as_str().unwrap();
        assert!(message.contains("20000 spans (ingest.max_spans_per_trace)"), "{message}");
    }
    assert!(send(2, 1..=1).await["partialSuccess"].get("rejectedSpans").is_none());
    assert_eq!(farol.count("spans").await, 3);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_node_that_is_found_to_belong_to_a_full_trace_is_refused(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let send = async |node: Value| {
        farol.send_json("/api/v1/traces", &json!({"traces": [node]})).await.expect(200).json()
    };
    let root = json!({"id": "root", "name": "root", "status": "running", "startTime": START});
    send(root).await;
    send(json!({"id": "step", "parentId": "root", "name": "step", "startTime": START})).await;
    let most = i64::try_from(TRACE_SPANS).unwrap();
    let grow = "update executions set span_count = $1";
    sqlx::query(grow).bind(most).execute(&farol.pool).await.unwrap();
    // An end is no span more.
    let told = send(json!({"id": "root", "name": "root", "endTime": START + 1})).await;
    assert_eq!(told["accepted"], 1, "{told}");
    sqlx::query(grow).bind(most).execute(&farol.pool).await.unwrap();
    let told = send(json!({"id": "leaf", "parentId": "step", "name": "leaf"})).await;
    assert_eq!((&told["accepted"], &told["rejected"][0]["code"]), (&json!(0), &json!("too_many")));
    assert_eq!(farol.count("spans").await, 2);
}
