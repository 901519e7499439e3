//! A project's data goes when its time was shortened, and only its.

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::payload::{flat_trace, now_ns, trace_hex, trace_request};
use farol_tests::server::{Server, create_key, farol_command};
use farol_tests::wait;
use serde_json::Value;

const DAY: u64 = 86_400_000_000_000;
const JOBS: &str = "/api/v1/scheduler/jobs";
const RETENTION: &str = "/api/v1/admin/jobs/retention";

const OLD: u128 = 0x01d;
const NEW: u128 = 0x0e3;
const THEIRS: u128 = 0x7e1;

fn projects(data: &DataDir, arguments: &[&str]) -> Result<String, String> {
    let output = farol_command(data, &["projects"]).args(arguments).output().expect("farol runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn status_of(client: &Client, trace: u128) -> u16 {
    client.get(&format!("{EXECUTIONS}/{}", trace_hex(trace))).expect("an answer").status
}

/// Asks for a run of retention and waits for its report.
fn run_retention(admin: &Client) -> Value {
    let runs = || {
        let jobs = admin.must_get(JOBS);
        let jobs = jobs["jobs"].as_array().expect("jobs");
        let job = jobs.iter().find(|job| job["id"] == "retention").expect("retention");
        (job["last_status"] == "DONE").then(|| job["runs"].as_i64().expect("a number"))
    };
    let before = wait::until("retention to have run", runs);
    assert_eq!(admin.post(RETENTION, &[], &[]).expect("an answer").status, 202);
    wait::until("retention to run again", || runs().filter(|now| *now > before));
    admin.must_get(RETENTION)
}

fn collection<'a>(report: &'a Value, name: &str) -> &'a Value {
    let collections = report["collections"].as_array().expect("collections");
    collections.iter().find(|of| of["collection"] == name).expect("the collection")
}

#[test]
fn what_a_shortened_project_keeps_no_longer_goes() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let shop = server.client().with_key(&create_key(&data, "shop", "ingest,read,admin"));
    let desk = server.client().with_key(&create_key(&data, "desk", "ingest,read"));
    // Shop has a day of its own, and shares one with desk.
    for (trace, days) in [(OLD, 40), (OLD + 1, 20), (NEW, 1)] {
        shop.must_post("/v1/traces", &trace_request(trace, &flat_trace(3, now_ns() - days * DAY)));
    }
    desk.must_post("/v1/traces", &trace_request(THEIRS, &flat_trace(2, now_ns() - 20 * DAY)));
    assert_eq!(run_retention(&shop)["entries_deleted"], 0);

    let dry =
        projects(&data, &["set", "shop", "--spans-days", "7", "--dry-run"]).expect("a preview");
    assert!(dry.contains("the day goes, 3 rows"), "{dry}");
    assert!(dry.contains("3 rows of shop go"), "{dry}");
    assert_eq!(dry.lines().count(), 2, "{dry}");
    assert_eq!(run_retention(&shop)["entries_deleted"], 0, "nothing was set");

    projects(&data, &["set", "shop", "--spans-days", "7", "--logs-max-bytes", "10GB"])
        .expect("set");
    let report = run_retention(&shop);
    let spans = collection(&report, "spans");
    assert_eq!(report["status"], "completed", "{report}");
    assert_eq!((&spans["partitions_dropped"], &spans["entries_deleted"]), (&1.into(), &6.into()));
    assert_eq!(collection(&report, "executions")["entries_deleted"], 2);
    assert!(spans["bytes_freed"].as_i64() > Some(0), "{report}");
    for (trace, status) in [(OLD, 404), (OLD + 1, 404), (NEW, 200)] {
        assert_eq!(status_of(&shop, trace), status, "{trace:x}");
    }
    assert_eq!(shop.must_get(EXECUTIONS)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(status_of(&desk, THEIRS), 200);

    // The metrics tell the same.
    let metrics = shop.get("/metrics").expect("an answer").body;
    let metrics = String::from_utf8(metrics).expect("UTF-8");
    for line in [
        r#"farol_retention_entries_deleted_total{collection="spans"} 6"#,
        r#"farol_retention_partitions_dropped_total{collection="spans"} 1"#,
        r#"farol_scheduler_runs_total{job="retention",status="success"} "#,
    ] {
        assert!(metrics.lines().any(|own| own.starts_with(line)), "{line} in {metrics}");
    }
}

#[test]
fn what_is_too_old_for_its_project_is_soon_rejected() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let shop = server.client().with_key(&create_key(&data, "shop", "ingest,read"));
    projects(&data, &["set", "shop", "--spans-days", "7"]).expect("set");
    // Within half a minute, without a restart.
    wait::until("the server to know", || {
        let request = trace_request(OLD, &flat_trace(1, now_ns() - 8 * DAY));
        let answer = shop.must_post("/v1/traces", &request);
        (answer["partialSuccess"]["rejectedSpans"] == "1").then_some(())
    });
}

#[test]
fn projects_are_listed_and_what_is_wrong_is_named() {
    let data = DataDir::new();
    let _ = create_key(&data, "shop", "read");
    let wrong = |arguments: &[&str]| projects(&data, arguments).expect_err("refused");
    assert!(wrong(&["set", "shp", "--spans-days", "7"]).contains("there is no project \"shp\""));
    assert!(wrong(&["set", "shop", "--spans-days", "0"]).contains("--spans-days"));
    assert!(wrong(&["set", "shop", "--logs-max-bytes", "much"]).contains("--logs-max-bytes"));
    assert!(wrong(&["set", "shop"]).contains("nothing was set"));
    projects(&data, &["set", "shop", "--logs-days", "5", "--logs-max-bytes", "2GB"]).expect("set");
    let own = |list: &str| {
        let lines = list.lines().filter(|line| line.starts_with("shop"));
        lines.map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")).collect()
    };
    let list: Vec<String> = own(&projects(&data, &["list"]).expect("a list"));
    assert_eq!(list, ["spans 90 none 0 B", "logs 5 2.0 GB 0 B", "events 400 none 0 B"]);
    projects(&data, &["set", "shop", "--logs-days", "default"]).expect("set");
    let list: Vec<String> = own(&projects(&data, &["list"]).expect("a list"));
    assert_eq!(list[1], "logs 90 2.0 GB 0 B", "the size stays as it was");
}
