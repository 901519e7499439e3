//! Where the cluster lives, and whose it is.
//!
//! That is the data directory's `postgres`. Where Farol is root and the user that Postgres runs
//! under cannot get there (a checkout below `/root`), it is a directory of `/var/lib/farol` named
//! by a hash of the data directory's path, and `postgres` becomes a symbolic link to it: so the
//! data directory keeps its cluster even if it is moved or its parents are opened later.

use std::{
    fs::{DirBuilder, Metadata},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};

use nix::unistd::geteuid;
use sha2::{Digest, Sha256};

use crate::{Error, account::Account, error::Doing, socket_dir};

const ELSEWHERE: &str = "/var/lib/farol";

/// A place for a cluster, which need not have been made yet.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    /// The directory above the cluster's own.
    pub directory: PathBuf,
    /// The cluster's own directory, Postgres' `PGDATA`.
    pub cluster: PathBuf,
    pub socket_dir: PathBuf,
    pub account: Account,
}

/// Makes the data directory if need be, readable by nobody else, and returns its real path.
pub(crate) fn make_data_dir(data_dir: &Path) -> Result<PathBuf, Error> {
    let shown = data_dir.display();
    let doing = format!("make the data directory {shown}");
    // Only the last one is private: Postgres' user has to pass through those above it.
    if let Some(above) = data_dir.parent() {
        std::fs::create_dir_all(above).doing(&doing)?;
    }
    match DirBuilder::new().mode(0o700).create(data_dir) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error).doing(&doing),
        _ => {}
    }
    data_dir.canonicalize().doing(format!("find the data directory {shown}"))
}

/// The cluster's directory for an existing data directory, wherever it lies.
pub(crate) fn cluster_of(data_dir: &Path) -> PathBuf {
    let link = data_dir.join("postgres");
    // A link's target may not have been made yet; then there is nothing to resolve but the link.
    let target = || std::fs::read_link(&link).map(|target| data_dir.join(target));
    link.canonicalize().or_else(|_| target()).unwrap_or(link)
}

impl Home {
    /// Finds the place, and prepares one for a new cluster. The caller holds the lock.
    pub fn prepare(data_dir: &Path) -> Result<Self, Error> {
        let cluster = cluster_of(data_dir);
        let (cluster, account) = match std::fs::metadata(&cluster) {
            Ok(found) => {
                trust_link(data_dir, found.uid())?;
                (cluster.clone(), existing(data_dir, &cluster, &found)?)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                trust_link(data_dir, geteuid().as_raw())?;
                settle(data_dir, cluster)?
            }
            Err(error) => return Err(error).doing(format!("look into {}", cluster.display())),
        };
        let above = cluster.parent().unwrap_or(data_dir);
        // Postgres is known by this path as long as it runs, so it must be the same at every start.
        let directory = above.canonicalize().doing(format!("find {}", above.display()))?;
        let cluster = directory.join(cluster.file_name().unwrap_or_default());
        let socket_dir = socket_dir::prepare(&directory, &account)?;
        Ok(Self { directory, cluster, socket_dir, account })
    }
}

/// Refuses a link that neither root nor the owner of what it leads to has made: it would send root
/// to someone else's files.
fn trust_link(data_dir: &Path, owner: u32) -> Result<(), Error> {
    let path = data_dir.join("postgres");
    match std::fs::symlink_metadata(&path) {
        Ok(link) if link.is_symlink() && link.uid() != 0 && link.uid() != owner => {
            Err(Error::Postgres(format!(
                "{} is a link that another user made: remove it, or make root its owner",
                path.display()
            )))
        }
        _ => Ok(()),
    }
}

/// The user of a cluster that is there already.
fn existing(data_dir: &Path, cluster: &Path, found: &Metadata) -> Result<Account, Error> {
    let account = Account::owner_of(cluster, found.uid())?;
    if account.uid != found.uid() {
        account.give_all(cluster).doing(format!(
            "give {} to {}",
            cluster.display(),
            account.name
        ))?;
    }
    if !account.can_enter(cluster) {
        return Err(Error::Postgres(format!(
            "the user {} cannot reach its database in {}: \
             allow it to pass through each directory above (chmod o+x)",
            account.name,
            cluster.display()
        )));
    }
    let too_open = found.mode() & 0o027;
    if too_open != 0 {
        account.close_to_others(cluster).doing(format!("close {}", cluster.display()))?;
    }
    if !cluster.starts_with(data_dir) {
        tracing::warn!(directory = %cluster.display(), "the database lives outside the data directory");
    }
    Ok(account)
}

/// Finds a place for a new cluster and its user.
fn settle(data_dir: &Path, cluster: PathBuf) -> Result<(PathBuf, Account), Error> {
    let owner = std::fs::metadata(data_dir).doing("look at the data directory")?.uid();
    let account = Account::choose(owner)?;
    let directory = cluster.parent().unwrap_or(data_dir);
    if directory != data_dir {
        // The link is there and its target is not: an earlier start did not get further.
        if let Some(above) = directory.parent() {
            make_elsewhere(above, directory, &account)?;
        }
        return Ok((cluster, account));
    }
    if adopt(data_dir, &account)? {
        return Ok((cluster, account));
    }
    let directory = Path::new(ELSEWHERE).join(hash_of(data_dir));
    make_elsewhere(Path::new(ELSEWHERE), &directory, &account)?;
    let elsewhere = directory.join("postgres");
    std::os::unix::fs::symlink(&elsewhere, &cluster)
        .doing(format!("link {}", cluster.display()))?;
    tracing::warn!(
        user = account.name,
        data_dir = %data_dir.display(),
        directory = %elsewhere.display(),
        "the database's user cannot enter the data directory, so the database lives elsewhere",
    );
    Ok((elsewhere, account))
}

/// Lets the account into the data directory if that takes no more than giving it a directory in
/// which there is nothing yet.
fn adopt(data_dir: &Path, account: &Account) -> Result<bool, Error> {
    if account.can_enter(data_dir) {
        return Ok(true);
    }
    let found = std::fs::metadata(data_dir).doing("look at the data directory")?;
    let mut entries = std::fs::read_dir(data_dir).doing("list the data directory")?;
    let fresh = entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == "farol.lock"));
    let enterable_above = data_dir.parent().is_some_and(|parent| account.can_enter(parent));
    if found.uid() != 0 || !fresh || !enterable_above {
        return Ok(false);
    }
    account.give(data_dir).doing(format!("give {} to {}", data_dir.display(), account.name))?;
    Ok(true)
}

fn make_elsewhere(above: &Path, directory: &Path, account: &Account) -> Result<(), Error> {
    let doing = format!("make {}", directory.display());
    DirBuilder::new().recursive(true).mode(0o755).create(above).doing(&doing)?;
    account.make_directory(directory).doing(&doing)?;
    if account.can_enter(directory) {
        return Ok(());
    }
    Err(Error::Postgres(format!(
        "the user {} can enter neither the data directory nor {}: \
         choose a data directory that it can reach",
        account.name,
        directory.display()
    )))
}

/// A short name for a path, the same at every start.
pub(crate) fn hash_of(path: &Path) -> String {
    use std::{fmt::Write as _, os::unix::ffi::OsStrExt};
    let digest = Sha256::digest(path.as_os_str().as_bytes());
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        write!(text, "{byte:02x}").ok();
        text
    })
}
