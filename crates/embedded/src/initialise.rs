//! Makes a new cluster, whole or not at all.

use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io::ErrorKind,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use tokio::process::Command;

use crate::{Error, binaries::Binaries, connection::ROLE, error::Doing, home::Home, settings};

const UNFINISHED: &str = "postgres.new-";
/// The first version with a C.UTF-8 of its own, independent of the system's library.
const BUILTIN_LOCALE: u32 = 17;

/// Runs `initdb` beside the cluster's place and moves the finished cluster there: one that was
/// interrupted leaves nothing but rubbish, which the next start removes.
pub(crate) async fn initialise(home: &Home, binaries: &Binaries) -> Result<(), Error> {
    sweep(&home.directory);
    tracing::info!(directory = %home.cluster.display(), "making a database");
    // A killed Farol's initdb may still be writing to its own directory: never share a name.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let unfinished = home.directory.join(format!("{UNFINISHED}{}-{now}", std::process::id()));
    let shown = unfinished.display();
    home.account.make_directory(&unfinished).doing(format!("make {shown}"))?;

    let mut arguments: Vec<OsString> = ["--no-sync", "--no-instructions", "--username", ROLE]
        .into_iter()
        .chain(["--auth-local=peer", "--auth-host=reject", "--encoding=UTF8"])
        .chain(locale(binaries.major).iter().copied())
        .map(OsString::from)
        .collect();
    arguments.extend([OsString::from("-D"), unfinished.clone().into()]);
    run(home, binaries, &arguments).await?;
    let files = settings::ONCE.map(|(name, content)| (unfinished.join(name), content));
    home.account.write_files(&files).doing(format!("write to {shown}"))?;
    // Nothing may be moved into place that a power cut could still take away.
    run(home, binaries, &["--sync-only".into(), "-D".into(), unfinished.clone().into()]).await?;
    move_into_place(&unfinished, &home.cluster)
}

/// Byte order for sorting, which is the order of C.UTF-8 and the fastest; UTF-8 for what a letter
/// is.
fn locale(major: u32) -> &'static [&'static str] {
    if major >= BUILTIN_LOCALE {
        &["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    } else if cfg!(target_os = "macos") {
        &["--lc-collate=C", "--lc-ctype=UTF-8"]
    } else {
        &["--lc-collate=C", "--lc-ctype=C.UTF-8"]
    }
}

async fn run(home: &Home, binaries: &Binaries, arguments: &[OsString]) -> Result<(), Error> {
    let mut command = home.account.command(binaries.initdb());
    command.args(arguments.iter().map(OsString::as_os_str).collect::<Vec<&OsStr>>());
    let output = Command::from(command).output().await.doing("run initdb")?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::Postgres(format!("initdb failed: {}", said.trim().replace('\n', "; "))))
}

fn move_into_place(unfinished: &Path, cluster: &Path) -> Result<(), Error> {
    let doing = format!("move the new database to {}", cluster.display());
    // An empty directory gives way; anything else is not Farol's to replace.
    std::fs::rename(unfinished, cluster).doing(&doing)?;
    let parent = cluster.parent().unwrap_or(cluster);
    File::open(parent).and_then(|directory| directory.sync_all()).doing(doing)
}

/// Removes what interrupted starts left. What cannot be removed is only rubbish.
fn sweep(directory: &Path) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            continue;
        }
        match std::fs::remove_dir_all(entry.path()) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                tracing::warn!(path = %entry.path().display(), %error, "could not remove");
            }
            _ => {}
        }
    }
}
