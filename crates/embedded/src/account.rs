//! The operating system's user that Postgres runs under.
//!
//! Postgres refuses to run as root. Where Farol is root, the owner of an existing cluster decides,
//! or of the directory for a new one. If that is root too, the new cluster belongs to the user
//! `farol` if there is one, else to `postgres`, which every distribution's package makes, else to
//! a system user `farol` made here. Farol never chooses `nobody` by itself: whatever else runs as
//! nobody could read the database.
//!
//! Root never writes into a directory that belongs to that user: a symbolic link planted there
//! would lead it astray. What has to be written there is written by a shell under that user.

use std::{
    ffi::OsStr,
    io,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use nix::unistd::{Uid, User, geteuid};

use crate::{Error, error::Doing};

/// What Postgres may see of Farol's environment. The rest may hold secrets, or settings such as
/// `PGPORT` that are meant for someone else.
const KEPT_VARIABLES: [&str; 3] = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// Writes pairs of path and content, each at once or not at all.
const WRITE_FILES: &str = r#"umask 077
while [ $# -gt 1 ]; do
    printf %s "$2" >"$1.new" && mv -f "$1.new" "$1" || exit 1
    shift 2
done"#;

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub name: String,
    pub uid: u32,
    gid: u32,
    /// Whether Farol is another user, root, and has to change to this one.
    switch: bool,
}

impl Account {
    /// Chooses the user for a new cluster, given the owner of the directory that it is meant for.
    pub fn choose(owner: u32) -> Result<Self, Error> {
        let current = geteuid();
        if !current.is_root() {
            return Self::of(current, false);
        }
        if owner != 0
            && let Ok(account) = Self::of(Uid::from_raw(owner), true)
        {
            return Ok(account);
        }
        for name in ["farol", "postgres"] {
            if let Some(account) = Self::named(name)? {
                return Ok(account);
            }
        }
        create_system_user();
        Self::named("farol")?.ok_or_else(|| {
            Error::Postgres(
                "Postgres does not run as root, and no user `farol` could be made: \
                 run `useradd --system farol` and start Farol again"
                    .to_owned(),
            )
        })
    }

    /// The owner of an existing cluster; chosen anew where that is root.
    pub fn owner_of(cluster: &Path, uid: u32) -> Result<Self, Error> {
        let current = geteuid();
        if current.is_root() {
            return if uid == 0 { Self::choose(0) } else { Self::of(Uid::from_raw(uid), true) };
        }
        let account = Self::of(current, false)?;
        if account.uid == uid {
            return Ok(account);
        }
        let owner = Self::of(Uid::from_raw(uid), false).map_or(uid.to_string(), |owner| owner.name);
        Err(Error::Postgres(format!(
            "the database in {} belongs to the user {owner}: run Farol as {owner} or as root",
            cluster.display()
        )))
    }

    fn of(uid: Uid, switch: bool) -> Result<Self, Error> {
        let user = User::from_uid(uid).map_err(io::Error::from).doing("look up a user")?;
        let user = user.ok_or_else(|| {
            Error::Postgres(format!(
                "the user id {uid} has no name, which Postgres needs: add it to /etc/passwd"
            ))
        })?;
        Ok(Self { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw(), switch })
    }

    fn named(name: &str) -> Result<Option<Self>, Error> {
        let user = User::from_name(name).map_err(io::Error::from).doing("look up a user")?;
        Ok(user.filter(|user| !user.uid.is_root()).map(|user| Self {
            name: user.name,
            uid: user.uid.as_raw(),
            gid: user.gid.as_raw(),
            switch: true,
        }))
    }

    /// A command that runs as this user, away from Farol's directory, environment and terminal.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir("/").stdin(Stdio::null());
        for name in KEPT_VARIABLES {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        // initdb would otherwise compare every time zone there is; messages stay in English,
        // since some are looked at.
        command.env("TZ", "UTC").env("LC_ALL", "C");
        // Ctrl-C reaches the terminal's whole process group; Postgres must outlive it until Farol
        // has let go of it.
        command.process_group(0);
        if self.switch {
            // Root's supplementary groups are dropped along with the user id by std.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether this user can enter a directory, with all that stands above it.
    pub fn can_enter(&self, directory: &Path) -> bool {
        if !self.switch {
            return true;
        }
        let mut command = self.command("/bin/sh");
        command
            .args(["-c", ":"])
            .current_dir(directory)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        !matches!(command.status(), Err(error) if error.kind() == io::ErrorKind::PermissionDenied)
    }

    /// Makes a directory that only this user may read. One that is there already is left alone.
    pub fn make_directory(&self, path: &Path) -> io::Result<()> {
        use std::os::unix::fs::DirBuilderExt;
        match std::fs::DirBuilder::new().mode(0o700).create(path) {
            Ok(()) => self.give(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Makes this user the owner. Never follows a symbolic link.
    pub fn give(&self, path: &Path) -> io::Result<()> {
        if self.switch {
            std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid))?;
        }
        Ok(())
    }

    /// Makes this user the owner of all that is in a directory, and of the directory at the end.
    pub fn give_all(&self, directory: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(directory)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.give_all(&entry.path())?;
            } else {
                self.give(&entry.path())?;
            }
        }
        self.give(directory)
    }

    /// Writes small files as this user. They must not hold secrets: `ps` shows them for a moment.
    pub fn write_files(&self, files: &[(PathBuf, impl AsRef<OsStr>)]) -> io::Result<()> {
        let mut command = self.command("/bin/sh");
        command.args(["-c", WRITE_FILES, "sh"]);
        for (path, content) in files {
            command.arg(path).arg(content);
        }
        run(command)
    }

    /// Takes away from others what Postgres insists they must not have.
    pub fn close_to_others(&self, directory: &Path) -> io::Result<()> {
        let mut command = self.command("chmod");
        command.arg("u=rwx,g-w,o=").arg(directory);
        run(command)
    }
}

/// Runs a command to its end; what it complains about becomes the error.
fn run(mut command: Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// Adds the system user `farol` with the tool that is there; the caller looks whether it worked.
fn create_system_user() {
    let shadow = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "farol"];
    let busybox = ["-S", "-D", "-H", "-s", "/sbin/nologin", "farol"];
    for (program, arguments) in [("useradd", &shadow[..]), ("adduser", &busybox[..])] {
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
        if output.is_ok_and(|output| output.status.success()) {
            tracing::info!("made the system user farol, which the database runs under");
            return;
        }
    }
}
