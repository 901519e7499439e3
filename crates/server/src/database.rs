//! The database: Farol's own or an operator's.

use std::str::FromStr;

use anyhow::Context;
use farol_embedded::{Attached, Cluster, Connection, attach_or_start};
use sqlx::{Connection as _, PgConnection, postgres::PgConnectOptions};

use crate::config::{Config, read_secret};

/// A database to connect to, and what has to be stopped when done with it.
pub(crate) struct Database {
    pub(crate) options: PgConnectOptions,
    owned: Owned,
}

enum Owned {
    /// An operator's own.
    External,
    Server(Cluster),
    Command(Attached),
}

impl Database {
    /// For the server: starts Farol's own cluster, unless the configuration names another
    /// database, which may be away for now.
    pub(crate) async fn start(config: &Config) -> anyhow::Result<Self> {
        if let Some(options) = external(config)? {
            return Ok(Self { options, owned: Owned::External });
        }
        let cluster = Cluster::start(embedded_options(config)).await?;
        Ok(Self { options: own(cluster.connection()), owned: Owned::Server(cluster) })
    }

    /// For a command: uses a running server's cluster, or starts it for as long as it takes.
    pub(crate) async fn attach(config: &Config) -> anyhow::Result<Self> {
        if let Some(options) = external(config)? {
            return Ok(Self { options, owned: Owned::External });
        }
        let attached = attach_or_start(embedded_options(config)).await?;
        Ok(Self { options: own(attached.connection()), owned: Owned::Command(attached) })
    }

    pub(crate) async fn connect(&self) -> anyhow::Result<PgConnection> {
        let connected = PgConnection::connect_with(&self.options).await;
        connected.context("the database does not answer")
    }

    /// Stops what was started.
    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        match self.owned {
            Owned::External => {}
            Owned::Server(cluster) => cluster.stop().await?,
            Owned::Command(attached) => attached.finish().await?,
        }
        Ok(())
    }
}

fn external(config: &Config) -> anyhow::Result<Option<PgConnectOptions>> {
    let url = match (&config.database.url, &config.database.url_file) {
        (Some(url), _) => url.clone(),
        (None, Some(path)) => read_secret(path)?,
        (None, None) => return Ok(None),
    };
    // The error could show the password.
    let options = PgConnectOptions::from_str(&url).map_err(|_| {
        anyhow::anyhow!("the database URL must look like postgres://user:password@host:5432/name")
    })?;
    Ok(Some(options))
}

fn embedded_options(config: &Config) -> farol_embedded::Options {
    let mut options = farol_embedded::Options::new(&config.server.data_dir);
    options.postgres_bin.clone_from(&config.database.postgres_bin);
    options
}

fn own(connection: &Connection) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(&connection.socket_dir)
        .port(connection.port)
        .username(&connection.user)
        .database(&connection.database)
}
