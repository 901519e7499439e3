//! The connection pool, the migrator and the database's health.

use std::time::Duration;

use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tracing::log::LevelFilter;

use crate::StorageError;

/// The migrations of `migrations/`, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// How connections behave.
#[derive(Clone, Debug)]
pub struct ConnectSettings {
    pub max_connections: u32,
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
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, settings.slow_query);
    PgPoolOptions::new()
        .max_connections(settings.max_connections)
        .acquire_timeout(Duration::from_secs(5))
        .idle_timeout(Duration::from_mins(5))
        .after_connect(|connection, _| Box::pin(prefer_lz4(connection)))
        .connect_lazy_with(options)
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
