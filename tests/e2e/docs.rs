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

/// The shell of each job of a page: what stands below a line with nothing but `|` for a value, or item.
fn scripts(page: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = page.lines().collect();
    let starts = (0..lines.len()).filter(|&at| ["run: |", "- |"].contains(&lines[at].trim()));
    let below = |at: usize| {
        let block = lines[at + 1..].iter().take_while(|line| indent(line) > indent(lines[at]));
        block.flat_map(|line| [line.trim_start(), "\n"]).collect()
    };
    starts.map(below).collect()
}

#[test]
fn the_jobs_of_ci_run_as_plain_shell() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read,review");
    let server = Server::start(&data);
    let call = |method: &str, path: &str, body: &str| {
        let url = format!("{}{path}", server.url);
        let asked = ["-sS", "--fail-with-body", "-X", method, &url, "-d", body];
        let with = format!("X-Api-Key: {key}");
        let output = Command::new("curl")
            .args(asked)
            .args(["-H", &with, "-H", "Content-Type: application/json"])
            .output()
            .expect("curl runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        said
    };
    call(
        "POST",
        "/api/v1/traces",
        r#"[{"executionId": "order-7", "type": "conversation_message", "role": "user", "content": "When?"},
            {"executionId": "order-7", "type": "conversation_message", "role": "assistant", "content": "Now."}]"#,
    );
    let made = call(
        "POST",
        "/api/v1/reviews",
        r#"{"executionId": "order-7", "rating": "bad", "comment": "Not at all now"}"#,
    );
    let id = made.split('"').nth(3).expect("its id comes first");
    let jobs = scripts(include_str!("../../docs/ci.md"));
    assert_eq!(jobs.len(), 2);
    for (number, job) in jobs.iter().enumerate() {
        let place = tempfile::tempdir().expect("there is room");
        let run = || {
            let output = Command::new("sh")
                .args(["-c", job])
                .current_dir(place.path())
                .envs([("FAROL_URL", server.url.as_str()), ("FAROL_KEY", &key)])
                .output()
                .expect("sh runs");
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{errors}");
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        };
        let answer = format!("Tomorrow, said twice: {number}");
        let change = format!(r#"{{"status": "resolved", "correctedOutput": "{answer}"}}"#);
        call("PATCH", &format!("/api/v1/reviews/{id}"), &change);
        assert_eq!(run(), "1 examples");
        assert_eq!(run(), "Nothing has changed.");
        let pulled = std::fs::read_to_string(place.path().join("training.jsonl"));
        assert!(pulled.expect("it was pulled").contains(&answer));
    }
}
