//! Farol's tools in the hands of the MCP SDK's own client: initialised, listed, and each of them called.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use farol_tests::data_dir::DataDir;
use farol_tests::server::{Server, create_key, repository};
use serde_json::{Value, json};

/// The client, which calls what it is told to.
struct Session {
    program: Child,
    output: BufReader<ChildStdout>,
}

impl Session {
    fn start(server: &Server, key: &str, mode: &str) -> Self {
        let directory = repository().join("tests/frameworks/python");
        let python = env::var_os("FAROL_TEST_FRAMEWORKS_PYTHON").map(PathBuf::from);
        let mut program =
            Command::new(python.unwrap_or_else(|| directory.join(".venv/bin/python")))
                .arg(directory.join("mcp_client.py"))
                .arg(mode)
                .env("FAROL_MCP", format!("{}/mcp", server.url))
                .env("FAROL_KEY", key)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("the client");
        let output = BufReader::new(program.stdout.take().expect("its output"));
        Self { program, output }
    }

    fn read(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> (String, bool) {
        let input = self.program.stdin.as_mut().expect("its input");
        writeln!(input, "{}", json!({"tool": tool, "arguments": arguments})).expect("a call");
        let answer = self.read();
        let text = answer["text"].as_str().expect("text").to_owned();
        (text, answer["isError"] == true)
    }

    #[track_caller]
    fn told(&mut self, tool: &str, arguments: &Value, part: &str) -> String {
        let (text, is_error) = self.call(tool, arguments);
        assert!(!is_error && text.contains(part), "{tool} {arguments}: {text}");
        text
    }

    fn end(mut self) {
        drop(self.program.stdin.take());
        assert!(self.program.wait().expect("an end").success());
    }
}

#[test]
fn the_sdks_client_calls_every_tool() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let judge = create_key(&data, "default", "read,review,ingest");
    let client = server.client().with_key(&judge);
    let run = json!({"traces": [
        {"id": "root", "executionId": "order-1", "name": "answer", "type": "agent_execution",
         "agentName": "support", "durationMs": 20},
        {"id": "asked", "parentId": "root", "type": "conversation_message",
         "input": {"role": "user", "content": "Where is my order?"}},
        {"id": "answered", "parentId": "root", "type": "conversation_message",
         "input": {"role": "assistant", "content": "I do not know."}},
    ]});
    for (path, body) in [
        ("/api/v1/traces", run),
        (
            "/api/v1/logs",
            json!({"logs": [{"message": "carrier unknown", "executionId": "order-1"}]}),
        ),
        (
            "/api/v1/events",
            json!({"events": [{"name": "asked", "properties": {"topic": "order"}}]}),
        ),
        (
            "/api/v1/scores",
            json!({"scores": [{"executionId": "order-1", "name": "helpful", "value": 0.1}]}),
        ),
    ] {
        assert_eq!(client.must_post(path, &body)["rejected"], json!([]), "{path}");
    }

    let mut session = Session::start(&server, &judge, "auto");
    let tools = session.read()["tools"].clone();
    let execution = json!({"executionId": "order-1"});
    let review = json!({"executionId": "order-1", "rating": "bad", "comment": "It should have looked.",
        "correctedOutput": "It arrives today."});
    let mut called = Vec::new();
    let mut told = |tool: &str, arguments: &Value, part: &str| {
        called.push(tool.to_owned());
        session.told(tool, arguments, part)
    };
    told("list_executions", &json!({"scoreName": "helpful", "maxScore": 0.5}), "order-1");
    told("count_executions", &json!({}), "success");
    told("search", &json!({"text": "carrier"}), "carrier unknown");
    told("get_execution", &execution, "agent_execution \"answer\"");
    told("get_conversation", &execution, "I do not know.");
    told("search_logs", &execution, "carrier unknown");
    told("list_event_names", &json!({}), "asked");
    told("list_event_properties", &json!({"event": "asked"}), "topic");
    told("query_metrics", &json!({"event": "asked", "aggregation": "count"}), "value: 1");
    told("list_score_names", &json!({}), "helpful");
    told("score_stats", &json!({"name": "helpful"}), "\"mean\":0.1");
    let made = told("create_execution_review", &review, "It should have looked.");
    let id = made.lines().find_map(|line| line.strip_prefix("reviewId: ")).expect("an id");
    let id = id.trim_matches('"');
    told("list_execution_reviews", &json!({"rating": ["bad"]}), id);
    let change = json!({"reviewId": id, "status": "resolved"});
    told("update_execution_review", &change, "resolved");
    told("get_execution_review", &json!({"reviewId": id}), "It arrives today.");
    told("export_training_examples", &json!({}), "\"content\":\"It arrives today.\"");
    told("review_stats", &json!({}), "\"resolved\":1");
    called.sort();
    let mut known: Vec<&str> =
        tools.as_array().expect("tools").iter().filter_map(Value::as_str).collect();
    known.sort_unstable();
    assert_eq!(called, known, "each tool is called once");
    let (text, is_error) = session.call("get_execution", &json!({"executionId": "nobody's"}));
    assert!(is_error && text.contains("list_executions"), "{text}");
    session.end();
}

#[test]
fn clients_of_earlier_revisions_are_answered_too() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let key = create_key(&data, "default", "read");
    let mut session = Session::start(&server, &key, "legacy");
    assert!(session.read()["tools"].as_array().is_some_and(|tools| tools.len() > 10));
    session.told("list_executions", &json!({}), "0 executions.");
    let (text, is_error) = session.call(
        "create_execution_review",
        &json!({"executionId": "x", "rating": "good", "comment": "It did what it should."}),
    );
    assert!(is_error && text.contains("lacks the scope review"), "{text}");
    session.end();
}
