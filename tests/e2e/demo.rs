//! `farol demo`: data of every kind, once.

use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::server::{Server, create_key, farol_command};

fn demo(data: &DataDir, more: &[&str]) -> String {
    let arguments = [&["demo", "--days", "1"], more].concat();
    let output = farol_command(data, &arguments).output().expect("farol runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_list_has_something_to_show_and_a_second_demo_adds_only_when_asked() {
    let data = DataDir::new();
    assert!(demo(&data, &[]).contains("executions"), "without a server");
    let key = create_key(&data, "demo", "read");
    let server = Server::start(&data);
    let client = server.client().with_key(&key);
    let some = |path: &str| {
        let list = client.must_get(path);
        let items = list["items"].as_array().map_or(0, Vec::len);
        assert!(items > 0, "nothing in {path}: {list}");
    };
    for status in ["success", "error", "running", "skipped"] {
        some(&format!("{EXECUTIONS}?status={status}"));
    }
    let types = "agent_execution,workflow_execution,execution,session,pipeline_run,evaluation,span";
    for execution_type in types.split(',') {
        some(&format!("{EXECUTIONS}?type={execution_type}"));
    }
    some("/api/v1/observability/threads");
    for level in ["debug", "info", "warn", "error", "fatal"] {
        some(&format!("/api/v1/observability/logs?level={level}"));
    }
    some("/api/v1/observability/logs?attr.campaign=retencao-nov");
    some("/api/v1/observability/statistics?by=agent");

    for name in
        ["ticket_resolved", "csat_answered", "payment_recovered", "visit_scheduled", "handoff"]
    {
        some(&format!("/api/v1/events?name={name}"));
        some(&format!("/api/v1/events/{name}/properties"));
    }
    let event = &client.must_get("/api/v1/events?name=ticket_resolved")["items"][0];
    let execution = event["executionId"].as_str().expect("it names its execution");
    some(&format!("{EXECUTIONS}/{execution}/events"));
    some("/api/v1/scores/names");
    some(&format!("{EXECUTIONS}?scoreName=helpfulness&maxScore=0.45"));
    some("/api/v1/reviews");
    some("/api/v1/reviews/queue");
    some("/api/v1/reviews/rules");
    let boards = client.must_get("/api/v1/dashboards");
    let board = boards["items"][0]["id"].as_str().expect("a dashboard");
    // It is one that anybody could have sent.
    let mut board = client.must_get(&format!("/api/v1/dashboards/{board}"));
    board["name"] = "A copy".into();
    let editor = server.client().with_key(&create_key(&data, "demo", "review"));
    let copied = editor.post_json("/api/v1/dashboards", &board).expect("an answer");
    assert_eq!(copied.status, 201, "{}", copied.json());

    let newest = || client.must_get(&format!("{EXECUTIONS}?limit=1"))["items"][0].clone();
    let before = newest();
    assert!(demo(&data, &[]).contains("--again"), "it says how");
    assert_eq!(newest()["traceId"], before["traceId"], "nothing was added");
    demo(&data, &["--again"]);
    assert_ne!(newest()["traceId"], before["traceId"], "beside a running server");
}
