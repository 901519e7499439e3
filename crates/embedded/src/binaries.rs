//! Finds the Postgres binaries: what the operator names, else what `pg_config` says, else the
//! places where distributions put them, else the search path.

mod install;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The oldest major version that Farol's tables and settings work with.
const OLDEST: u32 = 15;

/// Directories that hold one version's binaries; a `*` stands for part of one name.
const PLACES: [&str; 10] = [
    "/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
    "/usr/pgsql-*/bin",                                   // Red Hat, from postgresql.org
    "/usr/libexec/postgresql*",                           // Alpine
    "/usr/lib/postgresql*/bin",                           // openSUSE
    "/opt/homebrew/opt/postgresql@*/bin",                 // Homebrew on Apple's processors
    "/usr/local/opt/postgresql@*/bin",                    // Homebrew on Intel's
    "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",    // Homebrew on Linux
    "/Applications/Postgres.app/Contents/Versions/*/bin", // Postgres.app
    "/usr/bin",                                           // Fedora, Arch
    "/usr/local/bin",                                     // FreeBSD, built by hand
];

/// The binaries of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binaries {
    directory: PathBuf,
    pub major: u32,
}

impl Binaries {
    /// Finds binaries for a cluster of the given major version, or the newest for a new one.
    pub fn find(named: Option<&Path>, cluster: Option<u32>) -> Result<Self, Error> {
        if let Some(directory) = named {
            let found = Self::inspect(directory).ok_or_else(|| {
                Error::Binaries(format!(
                    "{} holds no working `postgres` and `initdb`",
                    directory.display()
                ))
            })?;
            return choose(vec![found], cluster);
        }
        // Where pg_config points comes first, and is taken when it will do.
        let configured: Vec<_> = pg_config().iter().filter_map(|at| Self::inspect(at)).collect();
        if let Ok(found) = choose(configured.clone(), cluster) {
            return Ok(found);
        }
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut found = configured;
        for directory in usual_places() {
            let real = directory.canonicalize().unwrap_or(directory);
            if seen.insert(real.clone()) {
                found.extend(Self::inspect(&real));
            }
        }
        choose(found, cluster)
    }

    pub fn postgres(&self) -> PathBuf {
        self.directory.join("postgres")
    }

    pub fn initdb(&self) -> PathBuf {
        self.directory.join("initdb")
    }

    /// Asks a directory's `postgres` for its version; `None` where it does not run.
    fn inspect(directory: &Path) -> Option<Self> {
        let directory = std::path::absolute(directory).ok()?;
        if !directory.join("initdb").is_file() {
            return None;
        }
        let output = Command::new(directory.join("postgres")).arg("--version").output().ok()?;
        let major = major_of(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { directory, major })
    }
}

/// Picks the cluster's own version, or the newest.
fn choose(mut found: Vec<Binaries>, cluster: Option<u32>) -> Result<Binaries, Error> {
    found.sort_by_key(|binaries| std::cmp::Reverse(binaries.major));
    let fits =
        |binaries: &&Binaries| cluster.map_or(binaries.major >= OLDEST, |at| binaries.major == at);
    if let Some(chosen) = found.iter().find(fits) {
        return Ok(chosen.clone());
    }
    let there = match found.first() {
        Some(Binaries { directory, major }) => {
            format!("found {major} in {}", directory.display())
        }
        None => "found none".to_owned(),
    };
    let wanted = match cluster {
        Some(major) => format!("the database was made by PostgreSQL {major} and needs the same"),
        None => format!("Farol needs PostgreSQL {OLDEST} or later"),
    };
    let command = install::command(cluster);
    Err(Error::Binaries(format!(
        "{wanted} ({there}): install it with `{command}`, or name its directory with --postgres-bin"
    )))
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| PathBuf::from(text.trim()))
}

fn usual_places() -> Vec<PathBuf> {
    let mut places: Vec<_> = PLACES.into_iter().flat_map(expand).collect();
    if let Some(search_path) = std::env::var_os("PATH") {
        places.extend(std::env::split_paths(&search_path));
    }
    places
}

/// Lists the directories that a pattern with at most one `*` stands for.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let Some((parent, prefix)) = before.rsplit_once('/') else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(after.trim_start_matches('/')))
        .collect()
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian …)` or `… 18beta1`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    number[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binaries(major: u32) -> Binaries {
        Binaries { directory: PathBuf::from(format!("/usr/lib/postgresql/{major}/bin")), major }
    }

    #[test]
    fn reads_versions_of_releases_and_betas() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 19beta2"), Some(19));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn a_new_cluster_takes_the_newest_and_an_old_one_its_own() {
        let all = vec![binaries(14), binaries(17), binaries(15)];
        assert_eq!(choose(all.clone(), None).unwrap().major, 17);
        assert_eq!(choose(all, Some(15)).unwrap().major, 15);
    }

    #[test]
    fn too_old_or_another_version_is_refused_with_the_command() {
        let error = choose(vec![binaries(14)], None).unwrap_err().to_string();
        assert!(error.contains("15 or later (found 14 in /usr/lib/postgresql/14/bin)"), "{error}");
        let error = choose(vec![binaries(17)], Some(16)).unwrap_err().to_string();
        assert!(error.contains("made by PostgreSQL 16"), "{error}");
        assert!(!error.contains('\n'), "one sentence: {error}");
    }
}
