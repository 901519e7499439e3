//! One Farol per data directory.
//!
//! The lock is the kernel's (`flock`), so it ends with its process however that ends. What the
//! file says is for people, and for a second Farol to know whom it met.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Seek, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
};

use nix::fcntl::OFlag;

use crate::{Error, error::Doing};

/// What a Farol that holds the lock is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It stays: others attach to its cluster.
    Server,
    /// It is soon gone: others wait.
    Command,
}

/// A held lock; dropping it gives it up.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

pub(crate) enum Claim {
    Held(Lock),
    Busy { pid: u32, purpose: Purpose },
}

/// Tries to take the lock of a directory.
pub(crate) fn claim(directory: &Path, purpose: Purpose) -> Result<Claim, Error> {
    try_claim(directory, purpose).doing(format!("lock {}", directory.display()))
}

fn try_claim(directory: &Path, purpose: Purpose) -> io::Result<Claim> {
    let path = directory.join("farol.lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlag::O_NOFOLLOW.bits())
        .open(&path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(busy(&path)),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Root may be a guest here: the directory's owner must be able to open the file tomorrow.
    let owner = std::fs::metadata(directory)?;
    if nix::unistd::geteuid().is_root() && file.metadata()?.uid() != owner.uid() {
        std::os::unix::fs::fchown(&file, Some(owner.uid()), Some(owner.gid()))?;
    }
    let word = if purpose == Purpose::Server { "server" } else { "command" };
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}\n{word}", std::process::id())?;
    Ok(Claim::Held(Lock { file }))
}

/// Reads who holds the lock. In the instant before a new holder has written, it is a command that
/// is soon gone, so that the caller asks again.
fn busy(path: &Path) -> Claim {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    let pid = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    let purpose = if lines.next() == Some("server") { Purpose::Server } else { Purpose::Command };
    Claim::Busy { pid, purpose }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nobody must read a name of the past between the next holder's lock and its writing.
        self.file.set_len(0).ok();
    }
}
