//! What can go wrong with the embedded database.

use std::{fmt::Display, io, path::PathBuf};

/// Why the embedded database is not there. Every message is one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another server runs on this data directory: say so and exit.
    #[error("another Farol (pid {pid}) is using {}", data_dir.display())]
    InUse { pid: u32, data_dir: PathBuf },
    /// Postgres must be installed first; the sentence names the command.
    #[error("{0}")]
    Binaries(String),
    /// The machine does not allow what the cluster needs: a directory, a user, a process.
    #[error("{doing}: {source}")]
    System { doing: String, source: io::Error },
    /// Postgres is there and refuses; the sentence ends with its own words.
    #[error("{0}")]
    Postgres(String),
}

/// Says what was being done when the system refused.
pub(crate) trait Doing<T> {
    fn doing(self, doing: impl Display) -> Result<T, Error>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: impl Display) -> Result<T, Error> {
        self.map_err(|source| Error::System { doing: format!("could not {doing}"), source })
    }
}
