//! Scores: taken in, read beside executions, filtered by, added up, taken away.

use axum::http::Method;
use farol_storage::{Role, Scope, sweep_executions, sweep_scores};
use farol_testkit::otlp::{attribute, event, log, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{As, Farol, JSON, START, Standing, telemetry};

const SCORES: &str = "/api/v1/scores";
const EXECUTIONS: &str = "/api/v1/observability/executions";

/// All of a project's time.
const ALWAYS: &str = "from=2025-11-01T00:00:00Z&to=2025-12-01T00:00:00Z";

async fn store(farol: &Farol, scores: &Value) {
    let answer = farol.send_json(SCORES, &json!({"scores": scores})).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&json!([]), &json!(0)), "{answer}");
}

/// Executions of two agents, by a caller's own ids.
async fn store_runs(farol: &Farol, runs: &[(&str, &str)]) {
    let nodes = runs.iter().zip(0..).map(|((id, agent), place)| {
        json!({"id": format!("root of {id}"), "executionId": id, "name": "run", "agentName": agent,
            "type": "agent_execution", "startTime": START / 1_000_000 + place, "durationMs": 5})
    });
    let body = json!({"traces": nodes.collect::<Vec<_>>()});
    farol.send_json("/api/v1/traces", &body).await.expect(200);
}

async fn scores_of(farol: &Farol, id: &str) -> Vec<Value> {
    let page = farol.find(&format!("{EXECUTIONS}/{id}/scores")).await;
    assert_eq!(page["nextCursor"], Value::Null);
    page["items"].as_array().unwrap().clone()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn scores_stand_beside_their_execution_whichever_comes_first(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store(
        &farol,
        &json!([
            {"executionId": "run 1", "name": "correct", "value": true, "source": "judge",
             "timestamp": "2025-11-21T04:41:00.000000001Z"},
            {"executionId": "run 1", "spanId": "root of run 1", "name": "faithful", "value": 0.75,
             "comment": "<b>two</b> of “three”", "source": "judge", "timestamp": "2025-11-21T04:42:00Z"},
            {"executionId": "run 1", "name": "tone", "value": "friendly", "source": "judge",
             "timestamp": "2025-11-21T04:43:00Z"},
        ]),
    )
    .await;
    farol.read(&format!("{EXECUTIONS}/run%201/scores")).await.problem(404, "not_found");
    store_runs(&farol, &[("run 1", "a")]).await;

    let scores = scores_of(&farol, "run%201").await;
    let told = |score: &Value| {
        json!([
            score["name"],
            score["value"],
            score["comment"],
            score["source"],
            score["timestamp"]
        ])
    };
    let told: Vec<Value> = scores.iter().map(told).collect();
    let expected = [
        json!(["correct", true, null, "judge", "2025-11-21T04:41:00.000000001Z"]),
        json!([
            "faithful",
            0.75,
            "<b>two</b> of “three”",
            "judge",
            "2025-11-21T04:42:00.000000000Z"
        ]),
        json!(["tone", "friendly", null, "judge", "2025-11-21T04:43:00.000000000Z"]),
    ];
    assert_eq!(told, expected);
    let details = farol.find(&format!("{EXECUTIONS}/run%201")).await;
    assert_eq!(scores[0]["spanId"], Value::Null);
    assert_eq!(scores[1]["spanId"], details["traces"][0]["spanId"]);
    // By its trace id, too, and of one span or name alone.
    let trace = details["execution"]["traceId"].as_str().unwrap();
    assert_eq!(scores_of(&farol, trace).await, scores);
    for query in ["spanId=root%20of%20run%201", "name=faithful"] {
        let page = farol.find(&format!("{EXECUTIONS}/run%201/scores?{query}")).await;
        assert_eq!(page["items"], json!([scores[1]]), "{query}");
    }
    let mut pages = Vec::new();
    let mut cursor = String::new();
    for _ in 0..3 {
        let page = farol.find(&format!("{EXECUTIONS}/run%201/scores?limit=1{cursor}")).await;
        pages.extend(page["items"].as_array().unwrap().clone());
        cursor = format!("&cursor={}", page["nextCursor"].as_str().unwrap_or("end"));
    }
    assert_eq!((pages, &*cursor), (scores, "&cursor=end"));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn scores_of_an_alias_are_those_of_its_traces(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut named = span(3, 1, "run", START);
    named.attributes.push(attribute("farol.execution.id", "order-7"));
    farol.store_spans(vec![named]).await;
    store(&farol, &json!([{"executionId": "order-7", "name": "helpful", "value": 1}])).await;
    assert_eq!(scores_of(&farol, "order-7").await.len(), 1);
    let found = farol.find(&format!("{EXECUTIONS}?scoreName=helpful&minScore=1")).await;
    assert_eq!(found["items"][0]["executionId"], "order-7");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_score_sent_again_replaces(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("run", "a")]).await;
    let judge = As::Key(farol.make_key("default", &[Scope::Review]).await);
    let score =
        |value: Value| json!({"scores": [{"executionId": "run", "name": "n", "value": value}]});
    for value in [json!(0.1), json!("bad"), json!(0.9)] {
        farol.ask(Method::POST, SCORES, &judge, Some(&score(value))).await.expect(200);
    }
    // Of the same one twice in a request, the last counts. Other sources are other scores.
    store(
        &farol,
        &json!([
            {"executionId": "run", "name": "n", "value": 1, "source": "x"},
            {"executionId": "run", "name": "n", "value": 2, "source": "x"},
        ]),
    )
    .await;
    let mut found: Vec<Value> = scores_of(&farol, "run")
        .await
        .iter()
        .map(|score| json!([score["source"], score["value"]]))
        .collect();
    found.sort_by_key(Value::to_string);
    assert_eq!(
        found,
        [json!(["test", 0.9]), json!(["x", 2.0])],
        "without a source, it is the key's"
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_no_score_is_rejected_by_itself(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let score = |field: &str, value: Value| {
        let mut score = json!({"executionId": "run", "name": "n", "value": 1});
        score[field] = value;
        score
    };
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let long = |count| json!("é".repeat(count));
    let mut cases = vec![
        (score("executionId", Value::Null), "required", "executionId is required"),
        (score("executionId", json!(7)), "invalid_type", "executionId must be text"),
        (
            score("executionId", long(129)),
            "too_long",
            "executionId may have at most 128 characters",
        ),
        (score("spanId", long(129)), "too_long", "spanId may have at most 128 characters"),
        (score("name", json!("")), "required", "name is required"),
        (score("name", long(201)), "too_long", "name may have at most 200 characters"),
        (score("source", long(201)), "too_long", "source may have at most 200 characters"),
        (score("comment", long(10_001)), "too_long", "comment may have at most 10000 characters"),
        (score("value", Value::Null), "required", "value is required"),
        (score("value", long(201)), "too_long", "value may have at most 200 characters"),
        (score("timestamp", json!("1801-01-01T00:00:00Z")), "too_old", "its time 1801"),
        (score("timestamp", json!("2200-01-01T00:00:00Z")), "too_far_ahead", "its time 2200"),
        (json!("text"), "malformed", "it is not a JSON object"),
    ];
    let wrong = "value must be a number from -10^15 to 10^15, true or false, or a label";
    for value in [json!(""), json!([1]), json!({"a": 1}), json!(1.1e15), json!(-1.1e15)] {
        cases.push((score("value", value), "invalid_type", wrong));
    }
    let items: Vec<String> = cases.iter().map(|(item, ..)| item.to_string()).collect();
    let odd = r#"{"executionId":"run","name":"n","value":1e400},{"executionId":"run","name":"n","value":"#;
    let body = format!(
        r#"{{"scores":[{},{odd}{deep}}},{}]}}"#,
        items.join(","),
        r#"{"executionId":"run","name":"\u0000\ud800","value":-0.0,"__proto__":1,"timestamp":"no"}"#
    );
    let answer = farol.send(telemetry(SCORES, JSON, body)).await.expect(200).json();
    assert_eq!((&answer["accepted"], &answer["warnings"]), (&json!(1), &json!(2)), "{answer}");
    let rejected = answer["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), cases.len() + 2);
    for (told, (item, code, detail)) in rejected.iter().zip(&cases) {
        assert_eq!(told["code"], *code, "{item}: {told}");
        assert!(told["detail"].as_str().unwrap().starts_with(detail), "{item}: {told}");
    }
    store_runs(&farol, &[("run", "a")]).await;
    let stored = scores_of(&farol, "run").await;
    assert_eq!(
        (&stored[0]["name"], &stored[0]["value"]),
        (&json!("\u{fffd}\u{fffd}"), &json!(0.0))
    );

    let many: Vec<Value> = (0..1_001).map(|_| score("name", json!("n"))).collect();
    farol.send_json(SCORES, &json!({"scores": many})).await.problem(413, "too_large");
    farol.send_json(SCORES, &json!("text")).await.problem(400, "malformed");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn whoever_sends_or_reviews_may_judge(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let score = json!({"executionId": "run", "name": "n", "value": 1});
    let member = async |role| farol.make_person(Standing::Member("default", role)).await;
    let key = async |scope| As::Key(farol.make_key("default", &[scope]).await);
    for may in [
        member(Role::Editor).await,
        key(Scope::Ingest).await,
        key(Scope::Review).await,
        key(Scope::Admin).await,
    ] {
        farol.ask(Method::POST, SCORES, &may, Some(&score)).await.expect(200);
    }
    for may_not in [member(Role::Viewer).await, key(Scope::Read).await] {
        let answer = farol.ask(Method::POST, SCORES, &may_not, Some(&score)).await;
        answer.problem(403, "forbidden");
    }
    let stranger = farol.make_person(Standing::Stranger).await;
    farol.ask(Method::POST, SCORES, &stranger, Some(&score)).await.problem(404, "not_found");
    // Each judge's score is its own: three by keys of one label, and the editor's.
    store_runs(&farol, &[("run", "a")]).await;
    let sources: Vec<Value> =
        scores_of(&farol, "run").await.iter().map(|of| of["source"].clone()).collect();
    assert_eq!(sources, ["editor@default.example.com", "test"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn executions_are_found_by_their_scores(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("one", "a"), ("two", "a"), ("three", "b"), ("none", "b")]).await;
    store(
        &farol,
        &json!([
            {"executionId": "one", "name": "q", "value": 0.2},
            {"executionId": "two", "spanId": "root of two", "name": "q", "value": 0.8},
            {"executionId": "three", "name": "q", "value": "poor"},
            {"executionId": "none", "name": "other", "value": 0.5},
        ]),
    )
    .await;
    let found = async |query: &str| {
        let list = farol.find(&format!("{EXECUTIONS}?sort=startTime&{query}")).await;
        let ids = list["items"].as_array().unwrap().iter();
        ids.map(|of| of["executionId"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("scoreName=q").await, ["one", "two", "three"]);
    assert_eq!(found("scoreName=q&minScore=0.2").await, ["one", "two"]);
    assert_eq!(found("scoreName=q&maxScore=0.79").await, ["one"]);
    assert_eq!(found("scoreName=q&minScore=0.3&maxScore=0.7").await, [""; 0]);
    assert_eq!(found("scoreName=q&agentId=b").await, ["three"]);
    let counted =
        farol.find(&format!("{EXECUTIONS}/histogram?scoreName=q&minScore=0&{ALWAYS}")).await;
    assert_eq!(counted["counts"]["success"], 2, "{counted}");
    farol.read(&format!("{EXECUTIONS}?minScore=1")).await.names_field("minScore");
    farol.read(&format!("{EXECUTIONS}?scoreName=q&maxScore=NaN")).await.names_field("maxScore");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn scores_add_up_by_agent_and_time(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("one", "a"), ("two", "a"), ("three", "b")]).await;
    let at = |day: u32, id: &str, value: Value| {
        json!({"executionId": id, "name": "q", "value": value, "source": format!("judge {day}"),
            "timestamp": format!("2025-11-{day:02}T12:00:00Z")})
    };
    store(
        &farol,
        &json!([
            at(21, "one", json!(0.0)), at(21, "two", json!(1)), at(22, "three", json!(0.55)),
            at(22, "gone", json!(true)), at(23, "one", json!("fair")),
            {"executionId": "one", "name": "cents", "value": 250, "timestamp": "2025-11-21T12:00:00Z"},
        ]),
    )
    .await;
    let path = |query: &str| format!("{SCORES}/stats?{ALWAYS}&{query}");
    let stats = farol.find(&path("name=q&interval=1d")).await;
    let figures = |count: i64, mean: f64, min: f64, max: f64| json!({"count": count, "mean": mean, "min": min, "max": max});
    assert_eq!(stats["total"], figures(5, 2.55 / 4.0, 0.0, 1.0));
    let bands: Vec<i64> = stats["bands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|band| band["count"].as_i64().unwrap())
        .collect();
    assert_eq!(bands, [1, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
    assert_eq!(stats["bands"][9]["to"], 1.0);
    assert_eq!(stats["labels"], json!([{"label": "fair", "count": 1}]));
    let agents: Vec<Value> = stats["agents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| json!([of["agent"], of["count"], of["mean"]]))
        .collect();
    assert_eq!(agents, [json!(["a", 3, 0.5]), json!(["b", 1, 0.55]), json!([null, 1, 1.0])]);
    let series = stats["series"].as_array().unwrap();
    assert_eq!((series.len(), &stats["intervalSeconds"]), (30, &json!(86_400)));
    let empty = json!({"start": "2025-11-20T00:00:00.000000000Z", "count": 0, "mean": null, "min": null, "max": null});
    assert_eq!(series[19], empty);
    assert_eq!(
        json!([series[20]["count"], series[20]["mean"], series[21]["mean"]]),
        json!([2, 0.5, 0.775])
    );

    let of_agent = farol.find(&path("name=q&agentId=b")).await;
    assert_eq!(of_agent["total"], figures(1, 0.55, 0.55, 0.55));
    let by_judge = farol.find(&path("name=q&source=judge%2021")).await;
    assert_eq!(by_judge["total"]["count"], 2);
    let cents = farol.find(&path("name=cents")).await;
    assert_eq!(cents["bands"], json!([{"from": 250.0, "to": 250.0, "count": 1}]));
    let nothing = farol.find(&path("name=nothing")).await;
    assert_eq!(json!([nothing["total"]["mean"], nothing["bands"]]), json!([null, []]));

    let names = farol.find(&format!("{SCORES}/names")).await;
    assert_eq!(
        names["items"][1],
        json!({"name": "q", "kind": "label", "count": 5, "lastTime": "2025-11-23T12:00:00.000000000Z"})
    );
    let first = farol.find(&format!("{SCORES}/names?limit=1")).await;
    assert_eq!(json!([first["items"][0]["name"], first["hasMore"]]), json!(["cents", true]));
    let next = farol.find(&format!("{SCORES}/names?limit=1&after=cents")).await;
    assert_eq!(json!([next["items"][0]["name"], next["hasMore"]]), json!(["q", false]));

    farol.read(&format!("{SCORES}/stats")).await.names_field("name");
    farol
        .read(&format!("{SCORES}/stats?name=q&from=2025-11-02T00:00:00Z&to=2025-11-01T00:00:00Z"))
        .await
        .names_field("to");
    farol.read(&path("name=q&interval=1s")).await.names_field("interval");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn another_projects_scores_are_not_there(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("run", "a")]).await;
    store(&farol, &json!([{"executionId": "run", "name": "n", "value": 1}])).await;
    let id = scores_of(&farol, "run").await[0]["id"].as_str().unwrap().to_owned();
    let other = farol.make_key("other", &[Scope::Read, Scope::Review]).await;
    let names = farol.read_as(&format!("{SCORES}/names"), &other).await.expect(200).json();
    assert_eq!(names["items"], json!([]));
    let stats = farol.read_as(&format!("{SCORES}/stats?name=n"), &other).await.expect(200).json();
    assert_eq!(stats["total"]["count"], 0);
    let other = As::Key(other);
    let place = format!("{SCORES}/{id}");
    farol.ask(Method::DELETE, &place, &other, None).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_mistake_is_deleted_and_the_trail_tells_what_it_was(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("run", "a")]).await;
    let score =
        json!([{"executionId": "run", "name": "n", "value": 1, "comment": "why", "source": "me"}]);
    store(&farol, &score).await;
    let place = format!("{SCORES}/{}", scores_of(&farol, "run").await[0]["id"].as_str().unwrap());
    let editor = farol.make_person(Standing::Member("default", Role::Editor)).await;
    for wrong in ["x", &place.to_uppercase()[SCORES.len() + 1..], "-", "1-2"] {
        let place = format!("{SCORES}/{wrong}");
        farol.ask(Method::DELETE, &place, &editor, None).await.problem(404, "not_found");
    }
    farol.ask(Method::DELETE, &place, &editor, None).await.expect(204);
    farol.ask(Method::DELETE, &place, &editor, None).await.problem(404, "not_found");
    assert_eq!(scores_of(&farol, "run").await, [Value::Null; 0]);
    let (actor, before): (String, Value) =
        sqlx::query_as("select actor, before from audit_entries where action = 'score.deleted'")
            .fetch_one(&farol.pool)
            .await
            .unwrap();
    assert_eq!(actor, "editor@default.example.com");
    assert_eq!(
        json!([before["executionId"], before["number"], before["comment"]]),
        json!(["run", 1.0, "why"])
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn scores_go_with_their_executions(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_runs(&farol, &[("old", "a")]).await;
    let node = json!({"executionId": "new", "name": "run", "startTime": START / 1_000_000 + 2 * 86_400_000});
    farol.send_json("/api/v1/traces", &node).await.expect(200);
    let score = |id: &str| json!({"executionId": id, "name": "n", "value": 1});
    store(&farol, &json!([score("old"), score("new"), score("never came")])).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let project: i32 = sqlx::query_scalar("select project_id from executions limit 1")
        .fetch_one(&farol.pool)
        .await
        .unwrap();
    let day = i64::try_from(START / 86_400_000_000_000).unwrap() + 1;
    assert_eq!(sweep_executions(&mut connection, project, day).await.unwrap(), 1);
    assert_eq!(farol.count("scores").await, 2, "that of the old one has gone");
    assert_eq!(sweep_scores(&mut connection, project, day).await.unwrap(), 0, "it came just now");
    let far = day + 36_500;
    assert_eq!(sweep_scores(&mut connection, project, far).await.unwrap(), 1);
    assert_eq!(sweep_scores(&mut connection, project, far).await.unwrap(), 0);
    assert_eq!(scores_of(&farol, "new").await.len(), 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn evaluation_results_in_telemetry_are_scores_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let result = |value: f64| {
        vec![
            attribute("gen_ai.evaluation.name", "relevance"),
            attribute("gen_ai.evaluation.score.value", value),
            attribute("gen_ai.evaluation.explanation", "said to ana@example.com"),
        ]
    };
    let mut judged = span(1, 7, "judged", START);
    judged.events = vec![event("gen_ai.evaluation.result", START + 5, result(0.5))];
    farol.store_spans(vec![judged.clone()]).await;
    let trace = judged.trace_id.clone();
    let mut record = log(START + 9, "");
    record.event_name = "gen_ai.evaluation.result".to_owned();
    (record.trace_id, record.attributes) = (trace, result(0.25));
    for _ in 0..2 {
        farol.store_logs(vec![record.clone()]).await;
        farol.store_spans(vec![judged.clone()]).await;
    }
    let found = farol.find(&format!("{EXECUTIONS}?scoreName=relevance&maxScore=0.3")).await;
    let id = found["items"][0]["executionId"].as_str().unwrap();
    let told: Vec<Value> = scores_of(&farol, id)
        .await
        .iter()
        .map(|of| json!([of["value"], of["spanId"], of["source"]]))
        .collect();
    let expected =
        [json!([0.5, "0000000000000007", "opentelemetry"]), json!([0.25, null, "opentelemetry"])];
    assert_eq!(told, expected);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_policy_reaches_scores_too(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = As::Key(farol.make_key("default", &[Scope::Admin]).await);
    let policy = json!({"rules": [{"preset": "email"}]});
    let place = "/api/v1/admin/projects/default/privacy";
    farol.ask(Method::PUT, place, &admin, Some(&policy)).await.expect(200);
    let comment = "sent to ana@example.com";
    store(&farol, &json!([{"executionId": "run", "name": "n", "value": "x", "comment": comment}]))
        .await;
    store_runs(&farol, &[("run", "a")]).await;
    let told = scores_of(&farol, "run").await[0]["comment"].as_str().unwrap().to_owned();
    assert!(told.starts_with("sent to ") && !told.contains("ana@"), "{told}");
}
