//! Messages of executions, and threads over several of them.

use farol_storage::Scope;
use farol_testkit::otlp::{
    attribute, event, failed, log,
    proto::{logs::v1::LogRecord, trace::v1::Span},
    span, value,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, START};

const ONE: &str = "/api/v1/observability/executions";
const THREADS: &str = "/api/v1/observability/threads";
const SECOND: u64 = 1_000_000_000;

fn trace(number: u128) -> String {
    format!("{number:032x}")
}

/// A span of a thread's trace, below its first span unless it is that.
fn of_thread(thread: &str, trace: u128, id: u64, name: &str, start: u64) -> Span {
    let mut span = span(trace, id, name, start);
    if id > 1 {
        span.parent_span_id = 1_u64.to_be_bytes().to_vec();
    }
    span.attributes = vec![attribute("farol.thread.id", thread)];
    span
}

fn recorded(thread: &str, trace: u128, id: u64, start: u64, message: &Value) -> Span {
    let mut span = of_thread(thread, trace, id, "message", start);
    span.attributes.push(attribute("farol.span.type", "conversation_message"));
    span.attributes.push(attribute("farol.input", message.to_string()));
    span
}

/// A model's call with messages as the standard has them: `user: Hi`.
fn chat(thread: &str, trace: u128, id: u64, start: u64, input: &[&str], output: &[&str]) -> Span {
    let messages = |texts: &[&str]| {
        let messages = texts.iter().map(|text| {
            let (role, content) = text.split_once(": ").unwrap();
            json!({"role": role, "parts": [{"type": "text", "content": content}]})
        });
        messages.collect::<Value>().to_string()
    };
    let mut span = of_thread(thread, trace, id, "chat", start);
    span.attributes.extend([
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", "gpt-4o"),
        attribute("gen_ai.usage.input_tokens", 10_i64),
        attribute("gen_ai.input.messages", messages(input)),
        attribute("gen_ai.output.messages", messages(output)),
    ]);
    span
}

/// Messages as `role: content`.
fn lines(messages: &Value) -> Vec<String> {
    let messages = messages.as_array().unwrap().iter();
    let text =
        |content: &Value| content.as_str().map_or_else(|| content.to_string(), str::to_owned);
    messages
        .map(|message| {
            format!("{}: {}", message["role"].as_str().unwrap(), text(&message["content"]))
        })
        .collect()
}

fn threads(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["threadId"].as_str().unwrap()).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn recorded_messages_are_the_conversation(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let buttons = json!({"type": "buttons", "text": "Anything else?", "items": [{"id": 1.0}]});
    farol
        .store_spans(vec![
            of_thread("wa-1", 1, 1, "turn", START),
            recorded("wa-1", 1, 2, START + 1, &json!({"role": "user", "content": "Hi"})),
            chat(
                "wa-1",
                1,
                3,
                START + 2,
                &["system: Be brief.", "user: Hi"],
                &["assistant: Hello!"],
            ),
            recorded(
                "wa-1",
                1,
                4,
                START + 3,
                &json!({"role": "assistant", "content": "Hello!",
                "metadata": {"confidence": 0.9}, "citations": ["kb/1"]}),
            ),
            recorded("wa-1", 1, 5, START + 4, &json!({"role": "assistant", "content": buttons})),
            recorded(
                "wa-1",
                1,
                6,
                START + 5,
                &json!({"role": "Supervisor", "content": "Watching"}),
            ),
        ])
        .await;
    let page = farol.find(&format!("{ONE}/{}/messages", trace(1))).await;
    let items = page["items"].as_array().unwrap();
    assert_eq!(lines(&page["items"])[..2], ["user: Hi", "assistant: Hello!"]);
    assert_eq!(items[2]["content"], buttons, "structured content as sent");
    assert_eq!(items[3]["role"], "Supervisor");
    assert_eq!(items[1]["metadata"], json!({"confidence": 0.9, "citations": ["kb/1"]}));
    assert_eq!(items[1]["spanId"], "0000000000000004");
    assert_eq!(items[1]["timestampUnixNano"], (START + 3).to_string());
    assert_eq!((items.len(), &page["nextCursor"]), (4, &Value::Null));
    assert_eq!(items[0]["toolCalls"], json!([]));

    let execution = farol.find(ONE).await["items"][0].clone();
    assert_eq!(execution["messageCount"], 4);
    let thread = farol.find(&format!("{THREADS}/wa-1")).await;
    assert_eq!(lines(&thread["messages"]), lines(&page["items"]));
    assert_eq!(thread["latestUserText"], "Hi");
    assert_eq!(thread["latestAssistantText"], "Anything else?");
    assert_eq!(thread["messageCount"], 4);

    // Pages neither overlap nor skip.
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{ONE}/{}/messages?limit=3{cursor}", trace(1));
        let page = farol.find(&path).await;
        all.extend(lines(&page["items"]));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(all, lines(&page["items"]));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn messages_sent_as_json_keep_their_ids_content_and_metadata(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Each may be an execution of its own: what they share is the thread.
    let sent = json!([
        {"id": "m 1", "type": "conversation_message", "threadId": "t", "executionId": "turn-1",
            "startTime": "2025-11-21T04:40:00Z", "input": {"role": "user", "content": "Oi"}},
        {"id": "m 2", "type": "conversation_message", "threadId": "t",
            "startTime": "2025-11-21T04:40:01Z", "role": "assistant",
            "content": {"type": "audio", "url": "https://x/y.ogg", "z": 1, "a": 2.0},
            "metadata": {"confidence": 0.5}, "citations": ["kb/1"]},
        {"id": "m 3", "type": "conversation_message", "threadId": "t",
            "startTime": "2025-11-21T04:40:02Z",
            "input": {"role": "assistant", "content": "Tudo bem?"}},
    ]);
    farol.send_json("/api/v1/traces", &sent).await.expect(200);
    let page = farol.find(&format!("{ONE}/turn-1/messages")).await;
    assert_eq!(page["items"][0]["id"], "m 1");
    assert_eq!(page["items"][0]["executionId"], "turn-1");
    let thread = farol.find(&format!("{THREADS}/t")).await;
    let messages = thread["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 3);
    assert_eq!(messages[1]["content"], sent[1]["content"]);
    assert_eq!(messages[1]["metadata"], json!({"confidence": 0.5, "citations": ["kb/1"]}));
    assert_eq!((&messages[1]["id"], &messages[1]["executionId"]), (&json!("m 2"), &json!("m 2")));
    let listed = &farol.find(THREADS).await["items"][0];
    assert_eq!(
        (&listed["latestUserText"], &listed["latestAssistantText"]),
        (&json!("Oi"), &json!("Tudo bem?"))
    );
    assert_eq!((&listed["messageCount"], &listed["executionCount"]), (&json!(3), &json!(3)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn calls_of_models_stand_in_where_no_message_was_recorded(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut called = chat("t", 1, 2, START, &["system: Be brief.", "user: Weather?"], &[]);
    called.attributes.push(attribute(
        "gen_ai.output.messages",
        json!([{"role": "assistant", "finish_reason": "tool_calls", "parts": [{"type": "tool_call",
            "id": "c1", "name": "weather", "arguments": {"city": "Paris"}}]}])
        .to_string(),
    ));
    let mut second = chat("t", 1, 3, START + 2 * SECOND, &[], &["assistant: Rainy."]);
    second.attributes.push(attribute(
        "gen_ai.input.messages",
        json!([
            {"role": "system", "parts": [{"type": "text", "content": "Be brief."}]},
            {"role": "user", "parts": [{"type": "text", "content": "Weather?"}]},
            {"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "weather",
                "arguments": {"city": "Paris"}}]},
            {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1",
                "response": "rainy, 57°F"}]},
        ])
        .to_string(),
    ));
    farol.store_spans(vec![of_thread("t", 1, 1, "turn", START), called, second]).await;
    let path = format!("{ONE}/{}/messages", trace(1));
    let page = farol.find(&path).await;
    let said = [
        "system: Be brief.",
        "user: Weather?",
        "assistant: null",
        "tool: rainy, 57°F",
        "assistant: Rainy.",
    ];
    assert_eq!(lines(&page["items"]), said, "what calls repeat is shown once");
    assert_eq!(page["complete"], true);
    let call = &page["items"][2];
    assert_eq!(
        call["toolCalls"],
        json!([{"id": "c1", "name": "weather", "arguments": {"city": "Paris"}}])
    );
    assert_eq!(call["metadata"], json!({"model": "gpt-4o", "finishReason": "tool_calls"}));
    assert_eq!(call["timestampUnixNano"], (START + SECOND).to_string());
    let result = &page["items"][3];
    assert_eq!(
        (&result["name"], &result["metadata"]["toolCallId"]),
        (&json!("weather"), &json!("c1"))
    );

    let mut all = Vec::new();
    let mut cursor = String::new();
    for _ in 0..3 {
        let page = farol.find(&format!("{path}?limit=2{cursor}")).await;
        all.extend(lines(&page["items"]));
        cursor = format!("&cursor={}", page["nextCursor"].as_str().unwrap_or_default());
    }
    assert_eq!(all, said);

    let with = farol.find(&format!("{ONE}?hasMessages=true")).await;
    assert_eq!(with["items"].as_array().unwrap().len(), 1);
    assert!(with["items"][0]["messageCount"].as_i64().unwrap() >= 2);
    let without = farol.find(&format!("{ONE}?hasMessages=false")).await;
    assert_eq!(without["items"], json!([]));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn messages_may_come_as_events_and_as_log_records_before_their_span(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let message = |trace: u128, time: u64, name: &str, in_attribute: bool, body: Value| {
        let mut record = log(time, "");
        record.trace_id = trace.to_be_bytes().to_vec();
        record.span_id = 2_u64.to_be_bytes().to_vec();
        record.body = Some(value(body.to_string()));
        if in_attribute {
            record.attributes = vec![attribute("event.name", name)];
            record
        } else {
            LogRecord { event_name: name.to_owned(), ..record }
        }
    };
    farol
        .store_logs(vec![
            message(
                1,
                START + 3,
                "gen_ai.choice",
                true,
                json!({"index": 0, "finish_reason": "stop",
                "message": {"role": "assistant", "content": "Hello!"}}),
            ),
            message(1, START + 2, "gen_ai.user.message", false, json!({"content": "Hi"})),
            log(START, "a line of no span"),
        ])
        .await;
    let bare = |trace: u128| {
        let mut call = of_thread("t", trace, 2, "chat", START);
        call.parent_span_id = Vec::new();
        call.attributes.push(attribute("gen_ai.operation.name", "chat"));
        call
    };
    let mut with_events = bare(2);
    with_events.events = vec![
        event("gen_ai.user.message", START, vec![attribute("content", "Hi")]),
        event("gen_ai.choice", START + 1, vec![attribute("message", "Hello!")]),
    ];
    farol.store_spans(vec![bare(1), with_events]).await;
    for number in [1, 2] {
        let page = farol.find(&format!("{ONE}/{}/messages", trace(number))).await;
        assert_eq!(lines(&page["items"]), ["user: Hi", "assistant: Hello!"], "{number}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_thread_is_one_conversation_over_its_executions(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let thread = "wa/55 11?#%é";
    let turn = |trace: u128, minutes: u64| {
        let mut turn = of_thread(thread, trace, 1, "turn", START + minutes * 60 * SECOND);
        turn.attributes.extend([
            attribute("farol.user.id", "u-7"),
            attribute("farol.agent.id", "support"),
            attribute("gen_ai.agent.name", "Support"),
            attribute("farol.entity.type", "phone"),
            attribute("farol.entity.value", "+55"),
        ]);
        turn
    };
    let at = |minutes: u64| START + minutes * 60 * SECOND + 1;
    let history = ["user: Hi", "assistant: Hello!", "user: Hi"];
    farol
        .store_spans(vec![
            turn(1, 0),
            chat(thread, 1, 2, at(0), &["user: Hi"], &["assistant: Hello!"]),
            failed(turn(2, 5), "late"),
            chat(thread, 2, 2, at(5), &history, &["assistant: Again?"]),
            turn(3, 9),
            chat(thread, 3, 2, at(9), &["user: Bye"], &["assistant: Bye!"]),
            chat("another", 4, 2, at(1), &["user: Someone else"], &["assistant: Yes?"]),
        ])
        .await;
    let path = format!("{THREADS}/wa%2F55%2011%3F%23%25%C3%A9");
    let found = farol.find(&path).await;
    for (field, value) in [
        ("threadId", json!(thread)),
        ("agentId", json!("support")),
        ("agentName", json!("Support")),
        ("entity", json!({"type": "phone", "value": "+55"})),
        ("userId", json!("u-7")),
        ("latestUserText", json!("Bye")),
        ("latestAssistantText", json!("Bye!")),
        ("executionCount", json!(3)),
        ("errorCount", json!(1)),
        ("totalTokens", json!(30)),
        ("status", json!("success")),
        ("startTime", json!("2025-11-21T04:40:00.000000000Z")),
        ("lastActivityTime", json!("2025-11-21T04:49:01.000000001Z")),
        ("nextCursor", Value::Null),
    ] {
        assert_eq!(found[field], value, "{field}");
    }
    let said = [
        "user: Hi",
        "assistant: Hello!",
        "user: Hi",
        "assistant: Again?",
        "user: Bye",
        "assistant: Bye!",
    ];
    assert_eq!(lines(&found["messages"]), said);
    assert_eq!(found["messages"][2]["executionId"], trace(2));
    let executions = found["executions"].as_array().unwrap().iter();
    let executions: Vec<&str> = executions.map(|each| each["traceId"].as_str().unwrap()).collect();
    assert_eq!(executions, [trace(3), trace(2), trace(1)]);

    // Page by page, history of the pages before is not told again.
    let newest = farol.find(&format!("{path}?limit=2")).await;
    assert_eq!(lines(&newest["messages"]), said[2..]);
    let cursor = newest["nextCursor"].as_str().unwrap();
    let oldest = farol.find(&format!("{path}?limit=2&cursor={cursor}")).await;
    assert_eq!(
        (lines(&oldest["messages"]), &oldest["nextCursor"]),
        (said[..2].iter().map(ToString::to_string).collect(), &Value::Null)
    );

    let stranger = farol.make_key("other", &[Scope::Read]).await;
    farol.read_as(&path, &stranger).await.problem(404, "not_found");
    farol.read(&format!("{THREADS}/nobody")).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn threads_are_listed_by_their_last_activity(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Thread 0 to 5, each with three executions in turn; the last ones are the newest.
    let spans = (0..18_u64).map(|number| {
        let thread = format!("t-{}", number % 6);
        let mut turn =
            of_thread(&thread, u128::from(number) + 1, 1, "turn", START + number / 2 * SECOND);
        let of = if number % 6 == 3 && number < 6 { "old" } else { "new" };
        turn.attributes.push(attribute("farol.agent.id", of));
        turn.attributes.push(attribute("farol.user.id", format!("u-{}", number % 6)));
        if number == 17 { failed(turn, "zanzibar") } else { turn }
    });
    farol.store_spans(spans.collect()).await;
    farol.store_spans(vec![span(99, 1, "of no thread", START + 100 * SECOND)]).await;
    let (mut all, mut pages, mut cursor) = (Vec::new(), 0, String::new());
    loop {
        let page = farol.find(&format!("{THREADS}?limit=2{cursor}")).await;
        all.extend(threads(&page).into_iter().map(str::to_owned));
        pages += 1;
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(
        (all, pages),
        (["t-5", "t-4", "t-3", "t-2", "t-1", "t-0"].map(str::to_owned).to_vec(), 3)
    );
    for (query, found) in [
        ("agentId=old", vec!["t-3"]),
        ("userId=u-2&userId=u-4", vec!["t-4", "t-2"]),
        ("status=error", vec!["t-5"]),
        ("status=success&agentId=old", vec!["t-3"]),
        ("status=error&agentId=old", vec![]),
        ("threadId=t-1", vec!["t-1"]),
        ("search=ZANZI", vec!["t-5"]),
        ("search=t-4", vec!["t-4"]),
        ("from=2025-11-21T04:40:09Z", vec!["t-5", "t-4"]),
        ("to=2025-11-21T04:40:08Z", vec!["t-1", "t-0"]),
        ("entityValue=nobody", vec![]),
    ] {
        let page = farol.find(&format!("{THREADS}?{query}")).await;
        assert_eq!(threads(&page), found, "{query}");
    }
    for (query, field) in
        [("status=odd", "status"), ("cursor=1_2", "cursor"), ("hasErrors=1", "hasErrors")]
    {
        farol.read(&format!("{THREADS}?{query}")).await.names_field(field);
    }
    let first = &farol.find(&format!("{THREADS}?limit=1")).await["items"][0];
    assert_eq!(
        (&first["executionCount"], &first["errorCount"], &first["status"]),
        (&json!(3), &json!(1), &json!("error"))
    );
}
