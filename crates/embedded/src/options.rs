//! What an operator may decide about the embedded database.

use std::{path::PathBuf, time::Duration};

/// Where the cluster lives and how it runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// Farol's data directory; the cluster is its `postgres` directory. Made when it is missing.
    pub data_dir: PathBuf,
    /// The directory of `postgres` and `initdb`; searched for when absent.
    pub postgres_bin: Option<PathBuf>,
    /// Megabytes of shared buffers; chosen by the machine's memory when absent.
    pub shared_buffers_mb: Option<u64>,
    /// Further settings for `farol.conf`, which win over Farol's own. Names are not checked.
    pub settings: Vec<(String, String)>,
    /// How long a fast shutdown may take before Postgres is stopped at once and has to recover
    /// at its next start.
    pub stop_patience: Duration,
}

impl Options {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            postgres_bin: None,
            shared_buffers_mb: None,
            settings: Vec::new(),
            stop_patience: Duration::from_secs(30),
        }
    }
}
