//! The connection pool, the migrator and the database's health.

use std::{io, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::timeout;
use tracing::log::LevelFilter;

use crate::StorageError;

/// The migrations of `migrations/`, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// How long a connection that was idle may take to answer.
const PING: Duration = Duration::from_millis(500);

/// Has the database roll back soon what a client left behind that was cut off by the network: its
/// locks would hold up the next attempt at the same rows.
const LOST_CLIENTS: [(&str, &str); 4] = [
    ("idle_in_transaction_session_timeout", "60000"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
];

/// How connections behave.
#[derive(Clone, Debug)]
pub struct ConnectSettings {
    pub max_connections: u32,
    /// How long to wait for a connection, be it for one to be given back or to be made.
    pub acquire_timeout: Duration,
    /// What a query may take at most, in every pooled connection.
    pub statement_timeout: Duration,
    /// Queries slower than this are logged.
    pub slow_query: Duration,
}

/// Makes a pool that connects when it is first used: the database may be away for now.
pub fn connect(options: PgConnectOptions, settings: &ConnectSettings) -> PgPool {
    let timeout = settings.statement_timeout.as_millis().to_string();
    let options = options
        .application_name("farol")
        .options([("statement_timeout", timeout.as_str()), ("timezone", "UTC"), ("jit", "off")])
        .options(LOST_CLIENTS)
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, settings.slow_query);
    PgPoolOptions::new()
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(Duration::from_mins(5))
        .after_connect(|connection, _| Box::pin(prefer_lz4(connection)))
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(still_answers(connection)))
        .after_release(|connection, _| Box::pin(end_transaction(connection)))
        .connect_lazy_with(options)
}

/// A connection that does not answer is closed and another one tried; without a limit, one behind a
/// broken network would use up all the time that there is to get any.
async fn still_answers(connection: &mut PgConnection) -> sqlx::Result<bool> {
    let answered = timeout(PING, connection.ping()).await;
    answered.map_err(|_| sqlx::Error::Io(io::ErrorKind::TimedOut.into()))??;
    Ok(true)
}

/// Ends the transaction that a request left behind which was cut off while it began it: sqlx 0.9 does not know of
/// that one (transact-rs/sqlx#4393), and whoever came next would write into it. `begin` keeps Postgres from
/// warning of a `rollback` without one, which is the rule; that it warns of the `begin` tells of one that was.
async fn end_transaction(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::raw_sql("begin; rollback").execute(connection).await?;
    Ok(true)
}

/// Compresses large values with lz4 where the server was built with it; pglz is several times
/// slower.
async fn prefer_lz4(connection: &mut PgConnection) -> sqlx::Result<()> {
    let statement = "do $$ begin set default_toast_compression = 'lz4'; \
                     exception when others then null; end $$";
    sqlx::raw_sql(statement).execute(connection).await?;
    Ok(())
}

/// Brings the schema up to date. Needs a direct connection, not a pooler's.
pub async fn migrate(options: PgConnectOptions) -> Result<(), StorageError> {
    let mut connection = PgConnection::connect_with(&options).await?;
    let migrated = MIGRATOR.run(&mut connection).await;
    connection.close().await.ok();
    migrated.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(error) => error.into(),
        error => StorageError::Unavailable(sqlx::Error::Migrate(Box::new(error))),
    })
}

/// Connects anew, past the pool, and asks for a sign of life.
pub async fn probe(pool: &PgPool) -> Result<(), StorageError> {
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await?;
    health(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// Asks the database for a sign of life; says whether a commit there survives a power cut.
pub async fn health(connection: &mut PgConnection) -> Result<bool, StorageError> {
    let durable = sqlx::query_scalar!(
        r#"select current_setting('fsync') = 'on'
            and current_setting('full_page_writes') = 'on' as "durable!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(durable)
}
