//! How long a start takes, and what an idle server weighs.

use std::thread;
use std::time::Duration;

use farol_tests::data_dir::DataDir;
use farol_tests::process::{peak_resident_bytes, resident_bytes};
use farol_tests::server::Server;

use crate::report::{Report, Row, mebibytes, milliseconds};
use crate::statistics::median;

const RUNS: usize = 5;
const IDLE: Duration = Duration::from_secs(5);

pub fn measure(report: &mut Report) {
    report.section(format!("Start until /health/ready says 200, median of {RUNS}"));
    let (first, later): (Vec<Duration>, Vec<Duration>) = (0..RUNS).map(|_| starts()).unzip();
    report.row(Row::new("first, empty directory", milliseconds(median(&first))).aim("≤ 3 s"));
    report.row(Row::new("later", milliseconds(median(&later))).aim("≤ 1 s"));

    report.section("Memory of the server process, idle for 5 s");
    let data = DataDir::new();
    let server = Server::start(&data);
    thread::sleep(IDLE);
    let (now, peak) = (resident_bytes(server.pid()), peak_resident_bytes(server.pid()));
    report.row(Row::new("resident", mebibytes(now)).aim("≤ 40 MB"));
    report.row(Row::new("resident, peak since its start", mebibytes(peak)));
    assert!(server.terminate().success(), "farol stops in order");
}

/// The first start on a directory and the one after it.
fn starts() -> (Duration, Duration) {
    let data = DataDir::new();
    let start = || {
        let server = Server::start(&data);
        let ready_after = server.ready_after;
        assert!(server.terminate().success(), "farol stops in order");
        ready_after
    };
    (start(), start())
}
