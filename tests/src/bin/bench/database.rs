//! Farol's own Postgres, reached past Farol: for references and for what is made up.

use std::fs;
use std::future::Future;
use std::path::PathBuf;

use farol_tests::data_dir::DataDir;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use tokio::runtime::{Builder, Runtime};

/// A plain client on the same Unix socket that Farol uses.
pub struct Database {
    runtime: Runtime,
    connection: PgConnection,
}

/// Where the server of a data directory can be reached.
#[derive(Clone)]
pub struct Address(PgConnectOptions);

impl Address {
    pub fn of(data: &DataDir) -> Self {
        let postmaster = data.postmaster().expect("a running Postgres");
        // A postmaster works in its own directory; the fifth line there names the socket's.
        let file = PathBuf::from(format!("/proc/{postmaster}/cwd/postmaster.pid"));
        let text = fs::read_to_string(file).expect("postmaster.pid");
        let line = |index: usize| text.lines().nth(index).unwrap_or_default().trim();
        let options = PgConnectOptions::new_without_pgpass()
            .socket(line(4))
            .port(line(3).parse().expect("a port"))
            .username("farol")
            .database("farol")
            .ssl_mode(PgSslMode::Disable)
            .options([("jit", "off")])
            .disable_statement_logging();
        Self(options)
    }
}

impl Database {
    pub fn connect(address: &Address) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(address.0.connect()).expect("a connection");
        Self { runtime, connection }
    }

    /// Runs what `work` makes of the connection.
    pub fn run<'c, T, F: Future<Output = sqlx::Result<T>>>(
        &'c mut self,
        work: impl FnOnce(&'c mut PgConnection) -> F,
    ) -> T {
        self.runtime.block_on(work(&mut self.connection)).expect("the database's answer")
    }

    /// Runs statements of the benchmark's own making.
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
}
