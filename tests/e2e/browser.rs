//! The portal in a real browser: runs the Playwright tests of `web/e2e` against a server.

use std::process::Command;

use farol_tests::data_dir::DataDir;
use farol_tests::server::{Server, create_key, farol_command, repository};

#[test]
fn the_portal_works_in_a_browser() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let key = create_key(&data, "default", "ingest,read");
    let demo = farol_command(&data, &["demo", "--days", "2"]).status().expect("farol runs");
    assert!(demo.success(), "farol demo: {demo}");
    let status = Command::new("npm")
        .args(["run", "e2e"])
        .current_dir(repository().join("web"))
        .env("FAROL_URL", &server.url)
        .env("FAROL_SIGN_IN", server.sign_in_link())
        .env("FAROL_KEY", key)
        .status()
        .expect("npm runs");
    assert!(status.success(), "the browser tests: {status}");
}
