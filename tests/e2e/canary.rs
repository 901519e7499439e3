//! The canary in a running server: off unless switched on, and then to be seen.

use farol_tests::data_dir::DataDir;
use farol_tests::executions::EXECUTIONS;
use farol_tests::server::{Server, create_key};
use farol_tests::wait;

#[test]
fn a_canary_that_is_switched_on_sings() {
    let data = DataDir::new();
    let silent = Server::start(&data);
    assert_eq!(silent.client().metric("farol_canary_written_total"), None, "off by default");
    assert!(silent.terminate().success());

    let config = data.write_config("[canary]\nenabled = true\nevery_seconds = 1\n");
    let arguments = ["--config", config.to_str().expect("UTF-8")];
    let server = Server::start_with(&data, &arguments);
    let client = server.client();
    wait::until("the canary to be read back", || {
        client.metric("farol_canary_read_back_delay_seconds_count").filter(|count| *count >= 2.0)
    });
    assert_eq!(client.metric("farol_canary_lost_total"), Some(0.0));
    let reader = client.with_key(&create_key(&data, "farol-canary", "read"));
    assert_eq!(reader.must_get(EXECUTIONS)["items"][0]["name"], "canary");
    assert!(server.terminate().success(), "it holds up no stop");
}
