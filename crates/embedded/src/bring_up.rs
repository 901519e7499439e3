//! Brings a cluster to where it answers: takes over what runs, recovers what crashed, starts what
//! is stopped.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Connection, Error, Options,
    binaries::Binaries,
    connection::{DATABASE, PORT},
    error::Doing,
    home::Home,
    orphans,
    postmaster::{self, Postmaster, Status},
    settings::{self, Abilities},
    wire::{Refusal, Session},
};

const PAUSE: Duration = Duration::from_millis(5);
/// A postmaster that says it is ready and then does not answer for this long is given up.
const DEAF: Duration = Duration::from_secs(20);
/// How often a long recovery is mentioned.
const NEWS: Duration = Duration::from_secs(5);
/// How long to wait for the remains of a killed cluster to go away.
const REMAINS: Duration = Duration::from_mins(1);

/// A cluster's place, its binaries and what the operator decided: all it takes to run it.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub home: Home,
    pub binaries: Binaries,
    pub options: Options,
    /// Whether the cluster was made a moment ago and holds nothing of anyone's.
    pub fresh: bool,
}

/// How waiting for a postmaster came out.
enum Outcome {
    Ready,
    Ended,
    Deaf(Refusal),
}

impl Site {
    pub fn connection(&self) -> Connection {
        Connection::at(self.home.socket_dir.clone(), PORT)
    }

    /// Puts a postmaster that answers into `slot`. It stands there from its first moment, so that
    /// a caller who gives up waiting can still stop it.
    pub async fn bring_up(&self, slot: &mut Option<Postmaster>) -> Result<(), Error> {
        self.write_settings()?;
        let began = Instant::now();
        loop {
            self.stop_misplaced().await?;
            let (postmaster, adopted) = self.adopt_or_spawn()?;
            let postmaster = slot.insert(postmaster);
            let outcome = self.wait_until_ready(postmaster).await?;
            if let Outcome::Ready = outcome {
                tracing::info!(pid = postmaster.pid(), adopted, "the database is ready");
                return Ok(());
            }
            let postmaster = slot.take();
            match outcome {
                Outcome::Deaf(refusal) => {
                    tracing::warn!(%refusal, "Postgres runs but does not answer");
                    if let Some(postmaster) = postmaster {
                        postmaster.stop(self.options.stop_patience).await?;
                    }
                    if !adopted {
                        return Err(Error::Postgres(format!(
                            "Postgres does not answer: {refusal}"
                        )));
                    }
                }
                // It was on its way out when it was found: now there is room for a new one.
                _ if adopted => {}
                _ => self.clear_remains(began).await?,
            }
        }
    }

    /// Stops a cluster that listens elsewhere than it would now: its data directory was moved, or
    /// another user started it.
    async fn stop_misplaced(&self) -> Result<(), Error> {
        let Some(file) = postmaster::running(&self.home.cluster) else { return Ok(()) };
        // The address is written a little later than the rest of the file.
        let unknown = file.socket_dir.as_os_str().is_empty();
        if unknown || (file.port == PORT && file.socket_dir == self.home.socket_dir) {
            return Ok(());
        }
        tracing::info!(pid = file.pid, "stopping a database with another address");
        let postmaster = Postmaster::adopt(file.pid, self.home.cluster.clone());
        postmaster.stop(self.options.stop_patience).await
    }

    fn adopt_or_spawn(&self) -> Result<(Postmaster, bool), Error> {
        let Some(file) = postmaster::running(&self.home.cluster) else {
            postmaster::remove_stale(&self.home);
            return Ok((Postmaster::spawn(&self.home, &self.binaries)?, false));
        };
        tracing::info!(pid = file.pid, "taking over a database that runs already");
        let postmaster = Postmaster::adopt(file.pid, self.home.cluster.clone());
        postmaster.reload();
        Ok((postmaster, true))
    }

    async fn wait_until_ready(&self, postmaster: &mut Postmaster) -> Result<Outcome, Error> {
        let mut mentioned = Instant::now();
        let mut ready_since = None;
        loop {
            tokio::select! {
                _ = postmaster.ended() => return Ok(Outcome::Ended),
                () = sleep(PAUSE) => {}
            }
            if postmaster.status() == Some(Status::Ready) {
                let since = ready_since.get_or_insert_with(Instant::now);
                match self.greet().await {
                    Ok(()) => return Ok(Outcome::Ready),
                    Err(refusal) if since.elapsed() > DEAF => return Ok(Outcome::Deaf(refusal)),
                    Err(refusal) => tracing::debug!(%refusal, "Postgres does not answer yet"),
                }
            }
            if mentioned.elapsed() > NEWS {
                mentioned = Instant::now();
                let doing = match postmaster.status() {
                    Some(Status::Stopping) => "stopping",
                    _ => "starting or recovering",
                };
                tracing::info!(pid = postmaster.pid(), "Postgres is still {doing}");
            }
        }
    }

    /// Proves that Farol's database takes connections, and makes it where it is missing.
    async fn greet(&self) -> Result<(), Refusal> {
        let connection = self.connection();
        match Session::open(&connection, DATABASE).await {
            Ok(session) => session.close().await,
            Err(Refusal::Server { code, .. }) if code == "3D000" => {
                let mut session = Session::open(&connection, "template1").await?;
                self.make_database(&mut session).await?;
                session.close().await;
            }
            // All its connections are in use: so it answers others.
            Err(Refusal::Server { code, .. }) if code == "53300" => {}
            Err(refusal) => return Err(refusal),
        }
        Ok(())
    }

    /// Gives a new cluster's empty database its name, which unlike making another one costs
    /// neither 300 files nor the time to have them on disk.
    async fn make_database(&self, session: &mut Session) -> Result<(), Refusal> {
        if self.fresh {
            let rename = format!("ALTER DATABASE postgres RENAME TO {DATABASE}");
            if session.execute(&rename).await.is_ok() {
                return Ok(());
            }
        }
        session.execute(&format!("CREATE DATABASE {DATABASE}")).await
    }

    /// After a start that failed: makes room where a killed cluster's remains are in the way, and
    /// fails for any other reason.
    async fn clear_remains(&self, began: Instant) -> Result<(), Error> {
        let said = postmaster::last_words(&self.home.cluster);
        let in_the_way = said.contains("pre-existing shared memory") || said.contains("lock file");
        if !in_the_way || began.elapsed() > REMAINS {
            return Err(Error::Postgres(format!("Postgres does not start: {said}")));
        }
        if postmaster::running(&self.home.cluster).is_none() {
            orphans::end(&self.home);
        }
        sleep(PAUSE * 20).await;
        Ok(())
    }

    fn write_settings(&self) -> Result<(), Error> {
        let Home { cluster, account, .. } = &self.home;
        let files = settings::files(&self.options, account, self.abilities());
        let files = files.map(|(name, text)| (cluster.join(name), text));
        account.write_files(&files).doing(format!("write the settings in {}", cluster.display()))
    }

    /// Asks the server's own parser, which knows what it was built with.
    fn abilities(&self) -> Abilities {
        let mut command = self.home.account.command(self.binaries.postgres());
        command.args(["-C", "wal_compression", "-D", "/", "-c", "config_file=/dev/null"]);
        command.args(["-c", "wal_compression=lz4", "-c", "default_toast_compression=lz4"]);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        Abilities { lz4: status.is_ok_and(|status| status.success()) }
    }
}
