//! More than the server can take: it refuses, keeps what it has taken, and goes on answering.
//!
//! Each run is short; `FAROL_OVERLOAD_SECONDS` makes the floods longer. Figures are printed.

mod flood;
mod shapes;
mod slow;

use std::collections::BTreeSet;
use std::env;
use std::time::{Duration, Instant};

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::payload::{flat_trace, now_ns, trace_hex, trace_request};
use farol_tests::process::{limit_data, peak_resident_bytes};
use farol_tests::server::{Server, create_key};
use farol_tests::wait;

use self::flood::{Flood, Tally};
use self::shapes::{batch, every_shape};
use self::slow::SlowClients;

const MEBIBYTE: u64 = 1 << 20;

/// What the process may have of private memory, its threads' stacks included: the limit that is
/// meant is 300 MB, and here an allocation beyond this ends the process.
const DATA_LIMIT: u64 = 384 * MEBIBYTE;
const MEMORY_LIMIT: u64 = 300_000_000;

#[test]
fn a_flood_of_every_shape_is_taken_or_refused_within_bounded_memory() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let server = Server::start(&data);
    limit_data(server.pid(), DATA_LIMIT);
    let client = server.client().with_key(&key);
    let flood = Flood::start(&client, every_shape(), 16);

    let (mut statuses, mut slowest) = (BTreeSet::new(), Duration::ZERO);
    let end = Instant::now() + duration();
    while Instant::now() < end {
        for path in ["/health/live", "/health/ready", "/health", EXECUTIONS] {
            let asked = Instant::now();
            statuses.insert((path, client.get(path).expect("an answer").status));
            slowest = slowest.max(asked.elapsed());
        }
    }
    let tally = flood.stop();
    let peak = peak_resident_bytes(server.pid());
    println!("peak memory {} MiB; slowest health or query {slowest:?}", peak / MEBIBYTE);
    println!("{tally}");
    assert!(statuses.iter().all(|(_, status)| *status == 200), "health and queries: {statuses:?}");
    assert_only_taken_or_told_to_come_again(&tally);
    assert!(peak < MEMORY_LIMIT, "peak memory {peak}");
    assert_all_there(&client, &tally);

    for shape in every_shape() {
        let (body, kind) =
            (shape.of_trace(now_ns().into()), [("content-type", shape.content_type)]);
        let status = client.post(shape.path, &kind, &body).expect("an answer").status;
        assert_eq!(status, 200, "{} is taken when it comes alone", shape.name);
    }
    let peak = peak_resident_bytes(server.pid());
    println!("peak memory {} MiB with the largest alone", peak / MEBIBYTE);
    assert!(peak < MEMORY_LIMIT, "peak memory {peak}");
}

#[test]
fn a_trickle_waits_for_a_few_groups_whatever_another_projects_backlog() {
    let data = DataDir::new();
    let config = data.write_config("[ingest]\ngroup_rows = 512\nmemory_bytes = 67108864\n");
    let server = Server::start_with(&data, &["--config".as_ref(), config.as_os_str()]);
    let trickle = server.client().with_key(&create_key(&data, "trickle", "ingest,read"));
    let flooding = server.client().with_key(&create_key(&data, "flood", "ingest,read"));
    let flood = Flood::start(&flooding, vec![batch()], 64);
    let (mut backlogs, mut waits) = (Vec::new(), Vec::new());
    for trace in 1..=20 {
        // One request of the flood fills a group.
        let backlog = wait::until("a backlog", || {
            trickle.metric("farol_ingest_queue_requests").filter(|waiting| *waiting >= 40.0)
        });
        let groups = || trickle.metric("farol_ingest_group_rows_count").unwrap_or_default();
        let before = groups();
        trickle.must_post("/v1/traces", &trace_request(trace, &flat_trace(3, now_ns())));
        waits.push(groups() - before);
        backlogs.push(backlog);
    }
    let tally = flood.stop();
    println!(
        "groups committed while the trickle waited {waits:?}, behind backlogs of {backlogs:?}"
    );
    println!("{tally}");
    // Those that the writers are at, its own, and what is committed while the metrics are read: far
    // from the 40 and more that stand before it.
    assert!(waits.iter().all(|groups| *groups <= 20.0), "a few groups: {waits:?}");
    assert_only_taken_or_told_to_come_again(&tally);
    assert_all_there(&flooding, &tally);
}

#[test]
fn slow_clients_neither_take_the_places_nor_the_memory_of_others() {
    let data = DataDir::new();
    // Nothing times out: only giving way to others helps.
    let config = data.write_config(
        "[server]\nmax_connections = 48\nheader_timeout_seconds = 3600\n\
         body_pause_seconds = 3600\nbody_timeout_seconds = 3600\n",
    );
    let server = Server::start_with(&data, &["--config".as_ref(), config.as_os_str()]);
    let key = create_key(&data, "default", "ingest,read");
    let kept = server.client().with_key(&key);
    // On a busy machine a kept connection may idle so long that it gives way, too: whoever finds it
    // closed connects again, as every exporter does.
    let send = |client: &Client, trace| {
        let request = trace_request(trace, &flat_trace(2, now_ns()));
        let again = |_| client.post_json("/v1/traces", &request);
        let answer = client.post_json("/v1/traces", &request).or_else(again).expect("an answer");
        assert_eq!(answer.status, 200);
    };
    send(&kept, 1);
    let slow = SlowClients::start(&server.url, 80);
    wait::until("all places taken and asked for", || (slow.opened() > 80).then_some(()));
    for trace in 2..=6 {
        send(&kept, trace);
        send(&server.client().with_key(&key), trace + 100);
    }
    let metric = |name| server.client().metric(name).unwrap_or_default();
    let held = metric("farol_ingest_memory_bytes");
    let turned_out = metric("farol_http_connections_turned_out_total");
    slow.stop();
    let peak = peak_resident_bytes(server.pid()) / MEBIBYTE;
    println!("turned out {turned_out}; bytes held {held}; peak memory {peak} MiB");
    assert!(turned_out > 0.0, "some had to give way");
    assert!(held < 48.0 * 64.0 * 1024.0, "bodies that do not come hold little: {held}");
    let reader = server.client().with_key(&key);
    let items =
        reader.must_get(&format!("{EXECUTIONS}?limit=100"))["items"].as_array().map(Vec::len);
    assert_eq!(items, Some(11), "all that the others sent is there");
}

fn duration() -> Duration {
    let seconds = env::var("FAROL_OVERLOAD_SECONDS").ok();
    Duration::from_secs(seconds.map_or(8, |text| text.parse().expect("a number of seconds")))
}

fn assert_only_taken_or_told_to_come_again(tally: &Tally) {
    assert_eq!(tally.errors, Vec::<String>::new(), "every request gets an answer");
    assert!(tally.answers.keys().all(|(_, status)| matches!(status, 200 | 503)), "{tally}");
    assert_eq!(tally.without_retry_after, 0, "all are told when to come again");
    assert!(!tally.acknowledged.is_empty(), "some were taken");
}

fn assert_all_there(reader: &Client, tally: &Tally) {
    for (trace, spans) in &tally.acknowledged {
        let path = format!("{EXECUTIONS}/{}?payloads=false&shape=flat", trace_hex(*trace));
        assert_eq!(reader.must_get(&path)["execution"]["spanCount"], *spans, "{path}");
    }
}
