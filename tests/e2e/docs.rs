//! The examples of the documentation run as they stand.

use std::fmt::Write;
use std::process::Command;

use farol_tests::data_dir::DataDir;
use farol_tests::server::{Server, create_key};

/// The shell blocks of a page, save the lines that this test stands in for.
fn examples(page: &str) -> String {
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines);
    let own = |line: &&str| !line.starts_with("FAROL=") && !line.contains("KEY=$(target/");
    lines.filter(own).fold(String::new(), |mut script, line| {
        // Writing to a text does not fail.
        writeln!(script, "{line}").ok();
        script
    })
}

#[test]
fn the_examples_of_the_api_run_as_they_stand() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let admin_key = create_key(&data, "default", "admin");
    let review_key = create_key(&data, "default", "read,review");
    let server = Server::start(&data);
    let page = include_str!("../../docs/api.md");
    let script = format!(
        "set -euo pipefail\ncurl() {{ command curl --silent --show-error --fail-with-body --max-time 20 \"$@\"; echo; }}\n{}",
        examples(page)
    );
    assert!(script.matches("curl ").count() > 10, "the page has examples");
    let output = Command::new("bash")
        .args(["-c", &script])
        .envs([("FAROL", server.url.as_str()), ("KEY", &key)])
        .envs([("ADMIN_KEY", &admin_key), ("REVIEW_KEY", &review_key)])
        .output()
        .expect("bash runs");
    let (said, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}\n{errors}\n{said}", output.status);
    assert!(!said.contains("\"rejected\":[{"), "everything is taken:\n{said}");
    assert!(!said.contains("partialSuccess"), "everything is taken:\n{said}");
}
