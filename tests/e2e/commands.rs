//! The commands beside a running server and without one, and two servers on one directory.

use std::process::Stdio;

use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::server::{Server, create_key, farol_command, serve_command};
use farol_tests::wait;

#[test]
fn a_key_made_beside_a_running_server_works_at_once() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let key = create_key(&data, "default", "ingest,read");
    let list = server.client().with_key(&key).must_get(EXECUTIONS);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(0), "an empty list: {list}");
}

#[test]
fn a_key_made_without_a_server_works_once_there_is_one() {
    let data = DataDir::new();
    let key = create_key(&data, "shop", "read");
    assert_eq!(data.postmaster(), None, "the command stops the database it started");
    let server = Server::start(&data);
    let client = server.client().with_key(&key);
    assert_eq!(client.get(EXECUTIONS).expect("an answer").status, 200);
}

#[test]
fn a_key_made_while_a_killed_server_left_its_database_behind_works() {
    let data = DataDir::new();
    Server::start(&data).kill();
    let key = create_key(&data, "default", "read");
    let server = Server::start(&data);
    let client = server.client().with_key(&key);
    assert_eq!(client.get(EXECUTIONS).expect("an answer").status, 200);
}

#[test]
fn a_second_server_on_the_same_directory_says_so_and_exits() {
    let data = DataDir::new();
    let first = Server::start(&data);
    let mut command = serve_command(&data);
    let mut second =
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("farol runs");
    let exit = wait::until("the second server to end", || second.try_wait().expect("a child"));
    let output = second.wait_with_output().expect("its output");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!exit.success(), "{exit}");
    let directory = data.path();
    let directory = directory.to_string_lossy();
    assert!(errors.contains(&*directory), "it names the directory: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    assert_eq!(first.client().get("/health").expect("an answer").status, 200, "first unharmed");
}

#[test]
fn a_configuration_with_an_unknown_key_is_refused_by_name() {
    let data = DataDir::new();
    let config = data.write_config("[server]\nlisten_on = \"127.0.0.1:4318\"\n");
    let mut command = farol_command(&data, &["check-config"]);
    let output = command.arg("--config").arg(config).output().expect("farol runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{}", output.status);
    assert!(errors.contains("listen_on"), "it names the key: {errors}");
}

#[test]
fn people_are_made_as_owners_or_with_a_role_in_one_project() {
    let data = DataDir::new();
    let key = create_key(&data, "shop", "read");
    assert!(!key.is_empty());
    let run = |arguments: &[&str]| {
        let output =
            farol_command(&data, arguments).stdin(Stdio::null()).output().expect("farol runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    let server = Server::start(&data);
    let create =
        |email, more: &[&str]| run(&[&["users", "create", "--email", email], more].concat());
    let (done, link, errors) = create("ana@example.com", &[]);
    assert!(done && link.contains("/sign-in?token="), "{errors}");
    let viewer = ["--project", "shop", "--role", "viewer"];
    let (done, link, errors) = create("bia@example.com", &viewer);
    assert!(done && link.contains("/sign-in?token="), "{errors}");
    // Who is there already gets another role, and no link.
    let (done, link, errors) = create("bia@example.com", &["--project", "shop", "--role", "admin"]);
    assert!(done && link.is_empty(), "{errors}");
    for (email, more, told) in [
        ("bia@example.com", &[][..], "there already"),
        ("ana@example.com", &viewer, "is an owner"),
        ("cid@example.com", &["--project", "nowhere", "--role", "viewer"], "no project"),
        ("cid@example.com", &["--project", "shop", "--role", "owner"], "--role"),
        ("cid@example.com", &["--project", "shop"], "--role"),
        ("nobody", &[], "e-mail address"),
    ] {
        let (done, _, errors) = create(email, more);
        assert!(!done && errors.contains(told), "{email} {more:?}: {errors}");
    }
    let (_, list, _) = run(&["users", "list"]);
    let lines: Vec<Vec<&str>> =
        list.lines().map(|line| line.split_whitespace().collect()).collect();
    let known = |email: &str| lines.iter().find(|line| line[0] == email).map(|line| line[1]);
    assert_eq!(known("ana@example.com"), Some("owner"));
    assert_eq!(known("bia@example.com"), Some("shop:admin"));
    assert_eq!(known("cid@example.com"), None);
    drop(server);
}
