//! One project's data is absent for another's key, and keys open only what their scopes say.

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::payload::{flat_trace, now_ns, span_hex, trace_hex, trace_request};
use farol_tests::server::{Server, create_key, farol_command};

const TRACE: u128 = 0x0a;

#[test]
fn another_projects_execution_is_absent() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let ours = server.client().with_key(&create_key(&data, "ours", "ingest,read"));
    let theirs = server.client().with_key(&create_key(&data, "theirs", "ingest,read"));
    ours.must_post("/v1/traces", &trace_request(TRACE, &flat_trace(3, now_ns())));

    let execution = format!("{EXECUTIONS}/{}", trace_hex(TRACE));
    let sdk = execution.replace("/v1/observability", "/v1/runtime/v1/observability");
    let paths = [
        execution.clone(),
        format!("{execution}/spans/{}", span_hex(1)),
        format!("{execution}/logs"),
        format!("{execution}/export?format=json"),
        format!("{sdk}/details"),
    ];
    for path in &paths {
        assert_eq!(ours.get(path).expect("an answer").status, 200, "ours: {path}");
        assert_absent(&theirs, path);
    }
    assert_eq!(ours.must_get(EXECUTIONS)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(theirs.must_get(EXECUTIONS)["items"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_same_trace_id_in_two_projects_is_two_executions() {
    let data = DataDir::new();
    let server = Server::start(&data);
    for (project, spans) in [("one", 2), ("two", 5)] {
        let client = server.client().with_key(&create_key(&data, project, "ingest,read"));
        client.must_post("/v1/traces", &trace_request(TRACE, &flat_trace(spans, now_ns())));
        let answer = client.must_get(&format!("{EXECUTIONS}/{}", trace_hex(TRACE)));
        assert_eq!(answer["tracesTotal"], spans, "{project}");
    }
}

#[test]
fn a_key_does_only_what_its_scopes_allow() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let body = trace_request(TRACE, &flat_trace(1, now_ns()));
    let reader = server.client().with_key(&create_key(&data, "default", "read"));
    let writer = server.client().with_key(&create_key(&data, "default", "ingest"));
    let stranger = server.client().with_key("fk_of_nobody");
    let post = |client: &Client| client.post_json("/v1/traces", &body).expect("an answer").status;
    let get = |client: &Client| client.get(EXECUTIONS).expect("an answer").status;
    assert_eq!((post(&reader), post(&writer), post(&stranger)), (403, 200, 401));
    assert_eq!((get(&reader), get(&writer), get(&stranger)), (200, 403, 401));
}

#[test]
fn a_key_is_held_to_the_limits_that_it_was_made_with() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let mut command = farol_command(&data, &["keys", "create", "--project", "default"]);
    command.args(["--label", "limited", "--scope", "ingest", "--items-per-second", "1"]);
    let made = command.output().expect("farol runs").stdout;
    let limited = server.client().with_key(String::from_utf8_lossy(&made).trim());
    limited.must_post("/v1/traces", &trace_request(TRACE, &flat_trace(1_000, now_ns())));
    let body = trace_request(TRACE + 1, &flat_trace(1, now_ns()));
    let refused = limited.post_json("/v1/traces", &body).expect("an answer");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").is_some_and(|seconds| seconds.parse::<u64>().is_ok()));
    server.client().must_post("/v1/traces", &body);
}

fn assert_absent(client: &Client, path: &str) {
    let answer = client.get(path).expect("an answer");
    assert_eq!(answer.status, 404, "{path}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
    assert_eq!(answer.json()["status"], 404, "{path}");
}

#[test]
fn a_project_s_policy_holds_from_the_first_request_on() {
    let data = DataDir::new();
    let key = {
        let server = Server::start(&data);
        let key = create_key(&data, "default", "ingest,read");
        drop(server);
        key
    };
    let policy = data.path().join("policy.json");
    std::fs::write(&policy, r#"{"rules": [{"preset": "email"}]}"#).expect("a file");
    let path = policy.to_str().expect("a path");
    let arguments = ["projects", "privacy", "default", "--set", path, "--verbosity", "standard"];
    let set = farol_command(&data, &arguments).output().expect("farol runs");
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    let told: serde_json::Value = serde_json::from_slice(&set.stdout).expect("JSON");
    assert_eq!(
        (&told["verbosity"], &told["rules"][0]["preset"]),
        (&"standard".into(), &"email".into())
    );

    let server = Server::start(&data);
    let client = server.client().with_key(&key);
    let mut body = trace_request(TRACE, &flat_trace(1, now_ns()));
    body["resourceSpans"][0]["scopeSpans"][0]["spans"][0]["name"] =
        "mail to ana@example.com".into();
    client.must_post("/v1/traces", &body);
    let answer = client.must_get(&format!("{EXECUTIONS}/{}", trace_hex(TRACE)));
    assert_eq!(answer["traces"][0]["name"], "mail to [email]");
    let wrong = ["projects", "privacy", "default", "--verbosity", "loud"];
    let wrong = farol_command(&data, &wrong).output().expect("farol runs");
    assert!(!wrong.status.success());
}
