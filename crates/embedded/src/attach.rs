//! For commands, which work whether or not a server runs on the data directory.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Cluster, Connection, Error, Options,
    connection::DATABASE,
    home,
    lock::{self, Claim, Purpose},
    postmaster::{self, Status},
    wire::{Refusal, Session},
};

const LOOK: Duration = Duration::from_millis(50);
/// How long a running Farol may be without any Postgres before a command gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A cluster in a command's use.
#[derive(Debug)]
pub enum Attached {
    /// A server's, which goes on without the command.
    Running(Connection),
    /// The command's own, for as long as it takes.
    Started(Box<Cluster>),
}

impl Attached {
    pub fn connection(&self) -> &Connection {
        match self {
            Self::Running(connection) => connection,
            Self::Started(cluster) => cluster.connection(),
        }
    }

    /// Stops what was started; a server's cluster is left alone.
    pub async fn finish(self) -> Result<(), Error> {
        match self {
            Self::Running(_) => Ok(()),
            Self::Started(cluster) => cluster.stop().await,
        }
    }
}

/// Uses the cluster of the server that runs on the data directory, or starts it for the duration
/// of a command. Commands wait for each other, and for a server that is still starting.
pub async fn attach_or_start(options: Options) -> Result<Attached, Error> {
    let data_dir = home::make_data_dir(&options.data_dir)?;
    let mut alive = Instant::now();
    let mut told = false;
    loop {
        match lock::claim(&data_dir, Purpose::Command)? {
            Claim::Held(lock) => {
                let cluster = Cluster::start_locked(options, &data_dir, lock).await?;
                return Ok(Attached::Started(Box::new(cluster)));
            }
            Claim::Busy { pid, purpose } => {
                if purpose == Purpose::Server
                    && let Some(connection) = answering(&data_dir).await
                {
                    return Ok(Attached::Running(connection));
                }
                if postmaster::running(&home::cluster_of(&data_dir)).is_some() {
                    alive = Instant::now();
                } else if alive.elapsed() > PATIENCE {
                    return Err(Error::Postgres(format!(
                        "Farol (pid {pid}) runs, but its database does not"
                    )));
                }
                if pid != 0 && !told {
                    told = true;
                    tracing::info!(pid, "waiting for another Farol's database");
                }
            }
        }
        sleep(LOOK).await;
    }
}

/// The address of the running cluster, if it takes connections now.
async fn answering(data_dir: &Path) -> Option<Connection> {
    let file = postmaster::running(&home::cluster_of(data_dir))?;
    if file.status != Status::Ready {
        return None;
    }
    let connection = Connection::at(file.socket_dir, file.port);
    match Session::open(&connection, DATABASE).await {
        Ok(session) => session.close().await,
        Err(Refusal::Server { code, .. }) if code == "53300" => {}
        Err(refusal) => {
            tracing::debug!(%refusal, "the database does not answer");
            return None;
        }
    }
    Some(connection)
}
