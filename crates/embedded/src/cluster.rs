//! The cluster as its owner sees it.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{sync::oneshot, task::JoinHandle, time::sleep};

use crate::{
    Connection, Error, Options,
    binaries::Binaries,
    bring_up::Site,
    error::Doing,
    home::{self, Home},
    initialise::initialise,
    lock::{self, Claim, Lock, Purpose},
    supervisor,
};

/// How often a command that holds the lock is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// A running cluster that belongs to this process. It is started again whenever it dies. Dropped
/// without [`Cluster::stop`], it still shuts down, but nobody waits for it.
#[derive(Debug)]
pub struct Cluster {
    connection: Connection,
    directory: PathBuf,
    stop: oneshot::Sender<()>,
    supervisor: JoinHandle<Result<(), Error>>,
}

impl Cluster {
    /// Makes, takes over, recovers or starts the data directory's cluster and returns once it
    /// answers. A recovery takes as long as it takes.
    ///
    /// Another server on the same data directory is [`Error::InUse`]; a command is waited for.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let data_dir = home::make_data_dir(&options.data_dir)?;
        let lock = lock_as_server(&data_dir).await?;
        Self::start_locked(options, &data_dir, lock).await
    }

    pub(crate) async fn start_locked(
        options: Options,
        data_dir: &Path,
        lock: Lock,
    ) -> Result<Self, Error> {
        let version = match version_of(&home::cluster_of(data_dir)) {
            Ok(version) => version,
            // Preparing the place knows better why it cannot be read.
            Err(error) => return Err(Home::prepare(data_dir).err().unwrap_or(error)),
        };
        // Before a user or a directory is made for a cluster that cannot be.
        let binaries = Binaries::find(options.postgres_bin.as_deref(), version)?;
        let home = Home::prepare(data_dir)?;
        let second_lock = lock_elsewhere(&home, data_dir)?;
        if version.is_none() {
            initialise(&home, &binaries).await?;
        }
        let site = Site { home, binaries, options, fresh: version.is_none() };
        let mut slot = None;
        site.bring_up(&mut slot).await?;
        let Some(postmaster) = slot else {
            return Err(Error::Postgres("Postgres is not there after its start".to_owned()));
        };
        let (stop, stopped) = oneshot::channel();
        let (connection, directory) = (site.connection(), site.home.cluster.clone());
        let supervisor = tokio::spawn(async move {
            let result = supervisor::supervise(site, postmaster, stopped).await;
            // Not a moment earlier: the next owner must not meet this one's Postgres.
            drop((lock, second_lock));
            result
        });
        Ok(Self { connection, directory, stop, supervisor })
    }

    /// How to reach it; the same for as long as it lives.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Postgres' own data directory, which may lie outside Farol's.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Stops Postgres and waits for it. Open connections are cut.
    pub async fn stop(self) -> Result<(), Error> {
        // Fails only where the supervisor has ended, which is awaited anyway.
        self.stop.send(()).ok();
        self.supervisor.await.unwrap_or_else(|error| {
            Err(Error::Postgres(format!("the database's supervisor failed: {error}")))
        })
    }
}

/// Takes a data directory's lock, from a command as soon as it is done.
async fn lock_as_server(data_dir: &Path) -> Result<Lock, Error> {
    let mut told = false;
    loop {
        match lock::claim(data_dir, Purpose::Server)? {
            Claim::Held(lock) => return Ok(lock),
            Claim::Busy { pid, purpose: Purpose::Server } => {
                return Err(Error::InUse { pid, data_dir: data_dir.to_path_buf() });
            }
            Claim::Busy { pid, purpose: Purpose::Command } => {
                if pid != 0 && !told {
                    told = true;
                    tracing::info!(pid, "waiting for a Farol command to finish");
                }
                sleep(LOOK).await;
            }
        }
    }
}

/// A data directory that was copied along with its link leads to a cluster that is not its own.
fn lock_elsewhere(home: &Home, data_dir: &Path) -> Result<Option<Lock>, Error> {
    if home.directory == data_dir {
        return Ok(None);
    }
    match lock::claim(&home.directory, Purpose::Server)? {
        Claim::Held(lock) => Ok(Some(lock)),
        Claim::Busy { pid, .. } => Err(Error::InUse { pid, data_dir: home.directory.clone() }),
    }
}

/// The major version that made a cluster; `None` where there is no cluster yet.
fn version_of(cluster: &Path) -> Result<Option<u32>, Error> {
    match fs::read_to_string(cluster.join("PG_VERSION")) {
        Ok(text) => text.trim().parse().map(Some).map_err(|_| {
            Error::Postgres(format!("{} holds no database of a known version", cluster.display()))
        }),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).doing(format!("read the database's version in {}", cluster.display()))
        }
        Err(_) if fs::read_dir(cluster).is_ok_and(|mut entries| entries.next().is_some()) => {
            Err(Error::Postgres(format!(
                "{} is in the way: it holds something, but no database",
                cluster.display()
            )))
        }
        Err(_) => Ok(None),
    }
}
