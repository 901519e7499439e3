//! `POST /mcp`, spoken by hand: who may call what, what tools answer, how long answers go on.

use axum::http::header;
use farol_storage::{Role, Scope};
use farol_testkit::otlp::{attribute, failed, log, span, value};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, JSON, START, Standing, post};

const TRACE: &str = "00000000000000000000000000000001";

/// One who calls tools with a credential.
struct Assistant<'f> {
    farol: &'f Farol,
    who: As,
}

impl Assistant<'_> {
    async fn send(&self, request: &Value) -> Answer {
        let head = self.who.sign(post("/mcp"));
        let head = head.header(header::CONTENT_TYPE, JSON);
        let head = head.header(header::ACCEPT, "application/json, text/event-stream");
        self.farol.send(head.body(request.to_string().into()).unwrap()).await
    }

    async fn ask(&self, method: &str, params: Value) -> Value {
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let answer = self.send(&request).await.expect(200);
        assert_eq!(answer.header("content-type"), JSON);
        answer.json()
    }

    /// Calls a tool; its text, and whether that is an error.
    async fn call(&self, tool: &str, arguments: Value) -> (String, bool) {
        let answer = self.ask("tools/call", json!({"name": tool, "arguments": arguments})).await;
        let result = &answer["result"];
        assert_eq!(result["content"].as_array().map(Vec::len), Some(1), "{answer}");
        let text = result["content"][0]["text"].as_str().unwrap().to_owned();
        (text, result["isError"] == true)
    }

    async fn told(&self, tool: &str, arguments: Value) -> String {
        let (text, is_error) = self.call(tool, arguments).await;
        assert!(!is_error, "{tool}: {text}");
        text
    }

    async fn refused(&self, tool: &str, arguments: Value) -> String {
        let (text, is_error) = self.call(tool, arguments).await;
        assert!(is_error, "{tool}: {text}");
        text
    }
}

async fn assistant<'f>(farol: &'f Farol, scopes: &[Scope]) -> Assistant<'f> {
    Assistant { farol, who: As::Key(farol.make_key("default", scopes).await) }
}

/// An agent's run with a model's call that failed, and a log record.
async fn store_run(farol: &Farol) {
    let mut root = span(1, 1, "answer \n the customer", START);
    root.attributes = vec![
        attribute("gen_ai.operation.name", "invoke_agent"),
        attribute("gen_ai.agent.name", "support"),
        attribute("input.value", "Where is my order?"),
    ];
    let mut call = failed(span(1, 2, "chat model-1", START + 1_000_000), "<b>no</b> quota");
    call.parent_span_id = root.span_id.clone();
    call.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", "model-1"),
        attribute("gen_ai.usage.input_tokens", 12),
        attribute(
            "gen_ai.input.messages",
            r#"[{"role":"user","parts":[{"type":"text","content":"Where is my order?"}]}]"#,
        ),
        attribute(
            "gen_ai.output.messages",
            r#"[{"role":"assistant","parts":[{"type":"text","content":"On its way."}]}]"#,
        ),
    ];
    let trace = root.trace_id.clone();
    farol.store_spans(vec![root, call]).await;
    let mut record = log(START + 5, "");
    (record.trace_id, record.body) = (trace, Some(value("the carrier lost the order")));
    record.attributes = vec![attribute("tenant", "seven")];
    farol.store_logs(vec![record]).await;
    let score = json!({"executionId": TRACE, "name": "helpful", "value": 0.25, "source": "judge"});
    farol.send_json("/api/v1/scores", &score).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn it_says_what_it_is_and_which_tools_it_has(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let of = assistant(&farol, &[Scope::Read]).await;
    let hello = json!({"protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}});
    let hello = of.ask("initialize", hello).await;
    assert_eq!(hello["result"]["serverInfo"]["name"], "farol", "{hello}");
    assert_eq!(hello["result"]["protocolVersion"], "2025-06-18");
    assert!(hello["result"]["instructions"].as_str().unwrap().contains("get_execution"));
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    of.send(&ready).await.expect(202);

    let tools = of.ask("tools/list", json!({})).await;
    let tools = tools["result"]["tools"].as_array().unwrap().clone();
    let writes: Vec<&str> = tools
        .iter()
        .filter(|tool| tool["annotations"]["readOnlyHint"] == false)
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert_eq!(writes, ["create_execution_review", "update_execution_review"]);
    for tool in &tools {
        let schema = &tool["inputSchema"];
        assert_eq!(schema["type"], "object", "{tool}");
        assert!(schema["properties"]["offset"].is_object(), "{tool}");
        assert!(!schema.to_string().contains("$ref"), "{tool}");
        for name in schema["required"].as_array().unwrap() {
            assert!(schema["properties"][name.as_str().unwrap()].is_object(), "{tool}");
        }
        for text in ["description", "title"] {
            let told = if text == "title" { &tool["annotations"][text] } else { &tool[text] };
            assert!(told.as_str().is_some_and(|text| text.len() > 5), "{tool}");
        }
    }
    let schema_of =
        |name: &str| tools.iter().find(|tool| tool["name"] == name).unwrap()["inputSchema"].clone();
    let create = schema_of("create_execution_review");
    assert_eq!(create["required"], json!(["executionId", "rating", "comment"]));
    assert!(create["properties"]["rating"].to_string().contains("neutral"), "{create}");
    let logs = schema_of("search_logs");
    assert_eq!(logs["properties"]["attributes"]["type"], "object", "{logs}");
    assert_eq!(schema_of("get_execution")["required"], json!(["executionId"]));
    let filters = schema_of("query_metrics")["properties"]["filters"].to_string();
    assert!(filters.contains("\"property\""), "what it refers to stands in its place: {filters}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn executions_are_listed_searched_and_read(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_run(&farol).await;
    let of = assistant(&farol, &[Scope::Read]).await;
    let list = of
        .told("list_executions", json!({"status": ["error", "success"], "agentId": "support"}))
        .await;
    assert!(list.starts_with("1 executions. That is all.\n"), "{list}");
    assert!(list.contains(TRACE) && !list.contains("UnixNano") && !list.contains("null"), "{list}");
    let none = of.told("list_executions", json!({"scoreName": "helpful", "minScore": 0.5})).await;
    assert!(none.starts_with("0 executions"), "{none}");
    let counted = of
        .told(
            "count_executions",
            json!({"from": "2025-11-21T00:00:00Z", "to": "2025-11-22T00:00:00Z"}),
        )
        .await;
    assert!(counted.contains("total: 1"), "{counted}");
    let found = of.told("search", json!({"text": "ORDER"})).await;
    assert!(found.contains("1 executions.") && found.contains("1 log records."), "{found}");
    assert!(found.contains("the carrier lost the order"), "{found}");

    let tree = of.told("get_execution", json!({"executionId": TRACE})).await;
    let lines: Vec<&str> = tree.lines().collect();
    let [.., root, call] = &*lines else { panic!("{tree}") };
    assert!(root.starts_with("- agent_execution \"answer the customer\" +0 ms"), "{root}");
    assert!(root.contains("agent support") && root.ends_with("[0000000000000001]"), "{root}");
    assert!(call.starts_with("  - llm_call \"chat model-1\" +1 ms"), "{call}");
    for part in ["model model-1", "12 tokens", "FAILED: <b>no</b> quota", "[0000000000000002]"] {
        assert!(call.contains(part), "{call}");
    }
    assert!(
        tree.contains("Score helpful by judge: 0.25") && tree.contains("\n2 spans:\n"),
        "{tree}"
    );
    let whole =
        of.told("get_execution", json!({"executionId": TRACE, "spanId": "0000000000000002"})).await;
    assert!(whole.contains("gen_ai.output.messages") && whole.contains("On its way."), "{whole}");
    let said = of.told("get_conversation", json!({"executionId": TRACE})).await;
    assert!(said.contains("--- user, 2025-11-21T") && said.contains("\nOn its way.\n"), "{said}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_scores_and_events_are_asked_for(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_run(&farol).await;
    let event = json!({"events": [
        {"name": "paid", "properties": {"amount": 5, "shop": "a"}, "timestamp": "2025-11-21T05:00:00Z"},
        {"name": "paid", "properties": {"amount": 7, "shop": "b"}, "timestamp": "2025-11-21T05:00:01Z"},
    ]});
    farol.send_json("/api/v1/events", &event).await.expect(200);
    let of = assistant(&farol, &[Scope::Read]).await;
    let logs = of
        .told("search_logs", json!({"search": "carrier", "attributes": {"tenant": "seven"}}))
        .await;
    assert!(logs.contains("1 log records.") && logs.contains("carrier lost"), "{logs}");
    let none = of.told("search_logs", json!({"notAttributes": {"tenant": "seven"}})).await;
    assert!(none.contains("0 log records."), "{none}");
    let day = json!({"event": "paid", "aggregation": "sum", "property": "amount", "groupBy": "shop",
        "from": "2025-11-21T00:00:00Z", "to": "2025-11-22T00:00:00Z"});
    let names = of.told("list_event_names", json!({"search": "PAI"})).await;
    assert!(names.contains("paid"), "{names}");
    let properties = of.told("list_event_properties", json!({"event": "paid"})).await;
    assert!(
        properties.starts_with("2 properties.") && properties.contains("amount"),
        "{properties}"
    );
    let absent = of.refused("list_event_properties", json!({"event": "x"})).await;
    assert!(absent.contains("list_event_names"), "{absent}");
    let sum = of.told("query_metrics", day).await;
    assert!(sum.contains("value: 12"), "{sum}");
    let names = of.told("list_score_names", json!({})).await;
    assert!(names.contains("helpful"), "{names}");
    let stats = of.told("score_stats", json!({"name": "helpful"})).await;
    assert!(stats.contains("\"mean\":0.25") && stats.contains("support"), "{stats}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn reviews_are_made_found_and_changed(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_run(&farol).await;
    let of = assistant(&farol, &[Scope::Read, Scope::Review]).await;
    let review = json!({"executionId": TRACE, "rating": "bad", "comment": "It did not look the order up.",
        "tags": ["orders"], "correctedOutput": "It arrives today."});
    let made = of.told("create_execution_review", review.clone()).await;
    let id = made
        .lines()
        .find_map(|line| line.strip_prefix("reviewId: "))
        .unwrap()
        .trim_matches('"')
        .to_owned();
    let again = of.refused("create_execution_review", review).await;
    assert!(again.starts_with("review_exists: ") && again.contains(&id), "{again}");
    assert!(again.contains("update_execution_review"), "{again}");
    let list =
        of.told("list_execution_reviews", json!({"search": "orders", "rating": ["bad"]})).await;
    assert!(list.starts_with("1 reviews.") && list.contains(&id), "{list}");
    let change = json!({"reviewId": id, "status": "resolved", "resolutionNotes": "taught it"});
    let changed = of.told("update_execution_review", change).await;
    assert!(changed.contains("resolvedBy: \"test\""), "{changed}");
    let whole = of.told("get_execution_review", json!({"reviewId": id})).await;
    assert!(whole.contains("On its way.") && whole.contains("It arrives today."), "{whole}");
    let examples = of.told("export_training_examples", json!({"rating": ["bad"]})).await;
    assert!(
        examples.starts_with("1 examples.")
            && examples.contains("\"content\":\"It arrives today.\""),
        "{examples}"
    );
    let stats = of.told("review_stats", json!({})).await;
    assert!(stats.contains("\"resolved\":1"), "{stats}");
    let absent = of.refused("get_execution_review", json!({"reviewId": "x"})).await;
    assert!(absent.contains("list_execution_reviews"), "{absent}");
    let short = of
        .refused(
            "create_execution_review",
            json!({"executionId": TRACE, "rating": "bad", "comment": "no"}),
        )
        .await;
    assert!(short.starts_with("invalid: comment: "), "{short}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn errors_say_what_to_do_next(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let of = assistant(&farol, &[Scope::Read]).await;
    let absent = of.refused("get_execution", json!({"executionId": "nobody's"})).await;
    assert!(absent.starts_with("not_found: ") && absent.contains("list_executions"), "{absent}");
    let review = json!({"executionId": "x", "rating": "bad", "comment": "long enough to be one"});
    let forbidden = of.refused("create_execution_review", review).await;
    assert!(
        forbidden.starts_with("forbidden: ") && forbidden.contains("scope review"),
        "{forbidden}"
    );
    for (tool, arguments, field) in [
        ("list_executions", json!({"colour": "red"}), "colour"),
        ("list_executions", json!({"limit": 100_000}), "limit"),
        ("list_executions", json!({"from": "yesterday"}), "from"),
        ("list_executions", json!({"project": "other"}), "project"),
        ("list_executions", json!({"offset": -1}), "offset"),
        ("get_execution", json!({}), "executionId"),
        ("get_execution", json!({"executionId": "x", "colour": "red"}), "colour"),
        ("get_conversation", json!({"executionId": 7}), "executionId"),
        ("search", json!({"text": "x", "colour": "red"}), "colour"),
        ("query_metrics", json!({"aggregation": "sum", "colour": 1}), "colour"),
        ("query_metrics", json!({"aggregation": "sum", "event": "x"}), "property"),
        ("score_stats", json!({}), "name"),
        ("export_training_examples", json!({"format": "jsonl"}), "format"),
        ("search_logs", json!({"attributes": {"a": {"b": 1}}}), "attributes"),
        ("search_logs", json!({"search": "\u{0}", "level": [["a"]]}), "level"),
    ] {
        let told = of.refused(tool, arguments.clone()).await;
        assert!(told.starts_with(&format!("invalid: {field}: ")), "{tool} {arguments}: {told}");
    }
    let unknown = of.ask("tools/call", json!({"name": "drop_tables", "arguments": {}})).await;
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
    let unknown = of.ask("resources/none", json!({})).await;
    assert_eq!(unknown["error"]["code"], -32601, "{unknown}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn long_answers_are_read_page_by_page(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let run = (1..=1_200).map(|id| {
        let mut span = span(1, id, &format!("step {id}"), START + id);
        if id > 1 {
            span.parent_span_id = (id - 1).to_be_bytes().to_vec();
        }
        span
    });
    farol.store_spans(run.collect()).await;
    let of = assistant(&farol, &[Scope::Read]).await;
    let (mut read, mut offset, mut pages) = (String::new(), 0, 0);
    loop {
        let page = of.told("get_execution", json!({"executionId": TRACE, "offset": offset})).await;
        assert!(page.chars().count() < 25_500, "{}", page.len());
        let (shown, note) = page.rsplit_once("\n(").unwrap();
        read.push_str(shown);
        pages += 1;
        let Some((_, next)) = note.split_once("offset=") else { break };
        offset = next.trim_end_matches(".)").parse::<usize>().unwrap();
    }
    assert!(pages > 2, "{pages}");
    for id in 1..=1_200 {
        assert_eq!(read.matches(&format!("\"step {id}\" +")).count(), 1, "{id}");
    }
    assert!(
        read.contains("- (depth 1199) span \"step 1200\""),
        "deep ones are not indented for ever"
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn only_who_has_a_credential_gets_in_and_sees_its_project_alone(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store_run(&farol).await;
    let list = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"});
    let nobody = Assistant { farol: &farol, who: As::Nobody };
    let answer = nobody.send(&list).await;
    answer.problem(401, "unauthorized");
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    let wrong = Assistant { farol: &farol, who: As::Key("fk_wrong".to_owned()) };
    wrong.send(&list).await.problem(401, "unauthorized");

    let other = As::Key(farol.make_key("other", &[Scope::Read]).await);
    let other = Assistant { farol: &farol, who: other };
    let absent = other.refused("get_execution", json!({"executionId": TRACE})).await;
    assert!(absent.starts_with("not_found: "), "{absent}");
    let sender = assistant(&farol, &[Scope::Ingest]).await;
    let forbidden = sender.refused("list_executions", json!({})).await;
    assert!(forbidden.contains("lacks the scope read"), "{forbidden}");
    let viewer = farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let viewer = Assistant { farol: &farol, who: viewer };
    assert!(
        viewer.told("get_conversation", json!({"executionId": TRACE})).await.contains("On its way")
    );
    assert_eq!(
        sqlx::query_scalar::<_, i64>(
            "select count(*) from audit_entries where action like '%.read'"
        )
        .fetch_one(&farol.pool)
        .await
        .unwrap(),
        1,
        "a person's read is told, as by the portal"
    );
    // From a page of another origin nobody writes, whatever cookie comes with it.
    let head = post("/mcp")
        .header(header::ORIGIN, "https://evil.example")
        .header(header::CONTENT_TYPE, JSON);
    farol.send(head.body(list.to_string().into()).unwrap()).await.problem(403, "forbidden");
    farol.read("/mcp").await.problem(405, "method_not_allowed");
    let head = other.who.sign(post("/mcp")).header(header::CONTENT_TYPE, JSON);
    let head = head.header(header::ACCEPT, "application/json, text/event-stream");
    let large = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "search", "arguments": {"text": "x".repeat(2 << 20)}}});
    farol.send(head.body(large.to_string().into()).unwrap()).await.expect(413);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_no_call_is_refused(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let of = assistant(&farol, &[Scope::Read]).await;
    let deep = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"search","arguments":{{"text":{}{}}}}}}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    for body in ["", "{", "null", "[]", "\u{0}", "{\"jsonrpc\":\"2.0\"}", &*deep] {
        let head = of.who.sign(post("/mcp")).header(header::CONTENT_TYPE, JSON);
        let head = head.header(header::ACCEPT, "application/json, text/event-stream");
        let answer = farol.send(head.body(body.to_owned().into()).unwrap()).await;
        assert!(answer.status.is_client_error(), "{body:.40}: {} {}", answer.status, answer.text());
    }
    let odd = json!({"executionId": {"__proto__": []}});
    assert!(of.refused("get_execution", odd).await.starts_with("invalid: executionId"));
    let odd = json!({"executionId": "<img src=x>\u{202e}%00/../.."});
    assert!(of.refused("get_execution", odd).await.starts_with("not_found"));
}
