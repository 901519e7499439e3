//! The directory of the cluster's Unix socket.

use std::{
    os::unix::{ffi::OsStrExt, fs::MetadataExt},
    path::{Path, PathBuf},
};

use crate::{
    Error,
    account::Account,
    connection::{Connection, PORT},
    error::Doing,
    home::{self, Home},
};

/// The longest path of a socket that the kernel takes.
const LONGEST: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// Makes the directory: `run` beside the cluster, or a short private one where that would not do
/// for a socket.
pub(crate) fn prepare(directory: &Path, account: &Account) -> Result<PathBuf, Error> {
    let near = directory.join("run");
    let chosen = if fits(&near) { near } else { short(directory, account) };
    account.make_directory(&chosen).doing(format!("make {}", chosen.display()))?;
    // Whoever may write in /tmp can have made the directory before.
    let found = std::fs::symlink_metadata(&chosen).doing("look at the socket's directory")?;
    let open_to_others = found.mode() & 0o077;
    if found.is_dir() && found.uid() == account.uid && open_to_others == 0 {
        return Ok(chosen);
    }
    Err(Error::Postgres(format!(
        "{} must be a directory that only the user {} can enter: remove it",
        chosen.display(),
        account.name
    )))
}

/// Removes a directory that lies outside the cluster's own place, once Postgres has stopped.
pub(crate) fn remove(home: &Home) {
    if !home.socket_dir.starts_with(&home.directory) {
        // Not empty only after Postgres was stopped the hard way; the next start reuses it.
        std::fs::remove_dir(&home.socket_dir).ok();
    }
}

/// Whether clients can name a socket there: libpq takes a comma for the end of a path.
fn fits(directory: &Path) -> bool {
    let socket = Connection::at(directory.to_path_buf(), PORT).socket();
    let path = socket.as_os_str().as_bytes();
    path.len() <= LONGEST && !path.contains(&b',')
}

fn short(directory: &Path, account: &Account) -> PathBuf {
    let hash = home::hash_of(directory);
    if nix::unistd::geteuid().is_root() && Path::new("/run").is_dir() {
        // Only root may write here, so nobody else can have taken the name.
        return PathBuf::from(format!("/run/farol-{hash}"));
    }
    PathBuf::from(format!("/tmp/farol-{}-{hash}", account.uid))
}
