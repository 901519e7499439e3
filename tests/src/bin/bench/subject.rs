//! The server that most is measured on.

use std::process::Command;

use farol_tests::data_dir::DataDir;
use farol_tests::payload::now_ns;
use farol_tests::server::{Server, binary, create_key};

use crate::database::{Address, Database};
use crate::http::Connection;

const HOUR: u64 = 3_600_000_000_000;
const DAY: u64 = 24 * HOUR;

/// A running Farol with its database, and a key to read with.
pub struct Subject {
    pub server: Server,
    pub data: DataDir,
    pub key: String,
    pub database: Database,
    /// Where the database is, for more connections.
    pub address: Address,
}

impl Subject {
    pub fn start() -> Self {
        let data = DataDir::new();
        let server = Server::start(&data);
        let key = create_key(&data, "default", "read");
        let address = Address::of(&data);
        let database = Database::connect(&address);
        Self { server, data, key, database, address }
    }

    /// `host:port`.
    pub fn host(&self) -> &str {
        self.server.url.trim_start_matches("http://")
    }

    /// A connection of a client that stays.
    pub fn connect(&self) -> Connection {
        Connection::open(self.host()).expect("a connection")
    }

    pub fn postmaster(&self) -> u32 {
        self.data.postmaster().expect("a running Postgres")
    }

    /// Ends the server and its Postgres; the directory goes with it.
    pub fn stop(self) {
        let Self { server, data, database, .. } = self;
        drop(database);
        assert!(server.terminate().success(), "farol stops in order");
        drop(data);
    }
}

/// What the server under test calls itself.
pub fn version() -> String {
    let output = Command::new(binary()).arg("--version").output().expect("farol runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Noon of yesterday: hours of spans from then on lie in one day, and none in the future.
pub fn yesterday_noon() -> u64 {
    now_ns() / DAY * DAY - 12 * HOUR
}
