//! The real OpenTelemetry SDKs, told nothing but the endpoint (and the encoding), and what the API
//! gives back for what they sent.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::Command;

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::{EXECUTIONS, nodes_of};
use farol_tests::server::{Server, create_key, repository};
use serde_json::Value;

#[test]
fn python_over_protobuf_arrives_complete() {
    assert_arrives_complete(python(), &[]);
}

#[test]
fn python_over_gzipped_protobuf_arrives_complete() {
    assert_arrives_complete(python(), &[("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")]);
}

#[test]
fn node_over_protobuf_arrives_complete() {
    assert_arrives_complete(node(), &[("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
}

#[test]
fn node_over_json_arrives_complete() {
    assert_arrives_complete(node(), &[("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]);
}

#[test]
fn node_over_gzipped_json_arrives_complete() {
    let gzip = ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    assert_arrives_complete(node(), &[("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"), gzip]);
}

fn python() -> Command {
    let sdk = repository().join("tests/sdk/python");
    let python = env::var_os("FAROL_TEST_PYTHON").map(PathBuf::from);
    let mut command = Command::new(python.unwrap_or_else(|| sdk.join(".venv/bin/python")));
    command.arg(sdk.join("send.py"));
    command
}

fn node() -> Command {
    let mut command = Command::new("node");
    command.arg(repository().join("tests/sdk/node/send.mjs"));
    command
}

fn assert_arrives_complete(mut program: Command, settings: &[(&str, &str)]) {
    let data = DataDir::new();
    let server = Server::start(&data);
    let reader = server.client().with_key(&create_key(&data, "default", "read"));
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("OTEL_") {
            program.env_remove(name);
        }
    }
    program.env("OTEL_EXPORTER_OTLP_ENDPOINT", &server.url).envs(settings.iter().copied());
    let output = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}: {}\n{errors}", output.status);
    let sent: Value = serde_json::from_slice(&output.stdout).expect("JSON of what was sent");

    // No waiting: the SDK has its 200, so the very next query sees everything.
    assert_spans(&reader, &sent);
    assert_logs(&reader, &sent);
    assert_listed(&reader, &sent);
}

fn assert_spans(reader: &Client, sent: &Value) {
    let answer = reader.must_get(&execution_path(sent, ""));
    let nodes: BTreeMap<&str, &Value> = nodes_of(&answer["traces"])
        .into_iter()
        .map(|node| (node["spanId"].as_str().expect("spanId"), node))
        .collect();
    let spans = sent["spans"].as_array().expect("spans");
    assert_eq!(nodes.len(), spans.len());
    assert_eq!(answer["tracesTotal"], spans.len());
    for span in spans {
        let node = nodes[span["spanId"].as_str().expect("spanId")];
        for field in ["parentSpanId", "name", "status"] {
            assert_eq!(node[field], span[field], "{field} of {}", span["name"]);
        }
        for (key, value) in span["attributes"].as_object().expect("attributes") {
            assert_eq!(&node["attributes"][key], value, "{key} of {}", span["name"]);
        }
        assert_eq!(event_names(&node["events"]), span["events"], "events of {}", span["name"]);
    }
}

fn event_names(events: &Value) -> Value {
    events.as_array().into_iter().flatten().map(|event| event["name"].clone()).collect()
}

fn assert_logs(reader: &Client, sent: &Value) {
    let stored = reader.must_get(&execution_path(sent, "/logs"));
    let stored = stored["items"].as_array().expect("items");
    let logs = sent["logs"].as_array().expect("logs");
    assert_eq!(stored.len(), logs.len());
    for (stored, log) in stored.iter().zip(logs) {
        for field in ["body", "level", "spanId"] {
            assert_eq!(stored[field], log[field], "{field} in time order");
        }
    }
}

/// The list shows the execution, summed up.
fn assert_listed(reader: &Client, sent: &Value) {
    let list = reader.must_get(EXECUTIONS);
    let execution = &list["items"][0];
    assert_eq!(execution["traceId"], sent["traceId"]);
    assert_eq!(execution["name"], "invoke_agent support");
    assert_eq!(execution["type"], "agent_execution");
    assert_eq!(execution["agentName"], "support");
    assert_eq!(execution["spanCount"], sent["spans"].as_array().map(Vec::len).unwrap_or_default());
    assert_eq!(execution["errorCount"], 1);
    assert_eq!(execution["inputTokens"], 120);
    assert_eq!(execution["outputTokens"], 30);
}

fn execution_path(sent: &Value, rest: &str) -> String {
    format!("{EXECUTIONS}/{}{rest}", sent["traceId"].as_str().expect("traceId"))
}
