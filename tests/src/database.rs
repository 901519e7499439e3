//! Postgres reached past Farol: for counting what is there, for references, for what is made up.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use tokio::runtime::{Builder, Runtime};

use crate::data_dir::DataDir;

/// A plain client on a Unix socket.
#[derive(Debug)]
pub struct Database {
    runtime: Runtime,
    connection: PgConnection,
}

/// Where a server can be reached.
#[derive(Clone, Debug)]
pub struct Address(PgConnectOptions);

impl Address {
    /// The server of a data directory, by the same socket that Farol uses.
    #[must_use]
    pub fn of(data: &DataDir) -> Self {
        let postmaster = data.postmaster().expect("a running Postgres");
        // A postmaster works in its own directory; the fifth line there names the socket's.
        let file = PathBuf::from(format!("/proc/{postmaster}/cwd/postmaster.pid"));
        let text = fs::read_to_string(file).expect("postmaster.pid");
        let line = |index: usize| text.lines().nth(index).unwrap_or_default().trim();
        Self::at(line(4).as_ref(), line(3).parse().expect("a port"), "farol")
    }

    /// A database of `farol`'s on the server with a socket in this directory.
    #[must_use]
    pub fn at(socket_directory: &Path, port: u16, database: &str) -> Self {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(socket_directory)
            .port(port)
            .username("farol")
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .options([("jit", "off")])
            .disable_statement_logging();
        Self(options)
    }
}

impl Database {
    #[must_use]
    pub fn connect(address: &Address) -> Self {
        Self::try_connect(address).expect("a connection")
    }

    /// The same for a server that may be away.
    pub fn try_connect(address: &Address) -> sqlx::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(address.0.connect())?;
        Ok(Self { runtime, connection })
    }

    /// Runs what `work` makes of the connection.
    pub fn run<'c, T, F: Future<Output = sqlx::Result<T>>>(
        &'c mut self,
        work: impl FnOnce(&'c mut PgConnection) -> F,
    ) -> T {
        self.runtime.block_on(work(&mut self.connection)).expect("the database's answer")
    }

    /// Runs statements of the caller's own making.
    pub fn execute(&mut self, statements: &str) {
        let statements = AssertSqlSafe(statements.to_owned());
        self.run(|connection| sqlx::raw_sql(statements).execute(connection));
    }

    /// The one value that a query gives.
    pub fn value<T>(&mut self, query: &str) -> T
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        let query = AssertSqlSafe(query.to_owned());
        self.run(|connection| sqlx::query_scalar(query).fetch_one(connection))
    }

    /// All rows that a query gives.
    pub fn rows<T>(&mut self, query: &str) -> Vec<T>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
    {
        let query = AssertSqlSafe(query.to_owned());
        self.run(|connection| sqlx::query_as(query).fetch_all(connection))
    }
}
