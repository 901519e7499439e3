//! The configuration files inside the cluster.
//!
//! `postgresql.conf` is written once and only includes two others: `farol.conf`, rewritten at every
//! start so that new settings reach old clusters, and the operator's `postgresql.local.conf`,
//! which wins and which Farol never touches. What Farol itself depends on (the directories and the
//! port) is given on the command line and wins over both.

mod memory;

use std::{fmt::Write as _, path::PathBuf};

use crate::{Options, account::Account, connection::ROLE};

/// The files that are written once, with the cluster.
pub(crate) const ONCE: [(&str, &str); 2] =
    [("postgresql.conf", MAIN), ("postgresql.local.conf", OWN)];

const OWN: &str = "# Your settings for Farol's database; they win over farol.conf.\n";

const MAIN: &str = "\
# Farol's own database. farol.conf is rewritten whenever Farol starts;
# what you set in postgresql.local.conf wins and is never touched.
include_if_exists 'farol.conf'
include_if_exists 'postgresql.local.conf'
";

/// Settings that depend on neither the machine nor the operator.
const FIXED: &str = "\
listen_addresses = ''
unix_socket_permissions = 0700
hba_file = 'farol_hba.conf'
ident_file = 'farol_ident.conf'
max_connections = 40
# A query across all daily partitions locks each of them and each of their indexes.
max_locks_per_transaction = 256

# An acknowledged item is on disk.
fsync = on
full_page_writes = on
synchronous_commit = on

# Few, long checkpoints: every first change of a page after one is written to the log in whole.
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
max_wal_size = 2GB
min_wal_size = 1GB

dynamic_shared_memory_type = posix
huge_pages = try
jit = off
random_page_cost = 1.1
max_parallel_workers_per_gather = 2
max_logical_replication_workers = 0
autovacuum_max_workers = 2
autovacuum_vacuum_cost_limit = 2000
idle_in_transaction_session_timeout = 10min

# A week of logs, each day overwriting its predecessor of the week before.
logging_collector = on
log_directory = 'log'
log_filename = 'postgres-%a.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] %a '
log_min_messages = warning

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
";

/// What the installed server can do beyond what all can.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Abilities {
    pub lz4: bool,
}

/// The files that Farol rewrites, by name.
pub(crate) fn files(
    options: &Options,
    account: &Account,
    abilities: Abilities,
) -> [(&'static str, String); 3] {
    [
        ("farol.conf", server(options, abilities)),
        ("farol_hba.conf", host_access()),
        ("farol_ident.conf", identities(&account.name)),
    ]
}

fn server(options: &Options, abilities: Abilities) -> String {
    let mut text = format!("# Rewritten by Farol at every start: see postgresql.conf.\n{FIXED}");
    let mut set = |name: &str, value: &str| {
        let value = value.replace('\\', "\\\\").replace('\'', "''");
        // Writing to a String cannot fail.
        writeln!(text, "{name} = '{value}'").ok();
    };
    let memory = memory::megabytes();
    let shared_buffers = options.shared_buffers_mb.unwrap_or_else(|| (memory / 8).clamp(64, 1024));
    set("shared_buffers", &format!("{shared_buffers}MB"));
    set("effective_cache_size", &format!("{}MB", (memory / 2).max(256)));
    set("work_mem", &format!("{}MB", (memory / 512).clamp(4, 32)));
    set("maintenance_work_mem", &format!("{}MB", (memory / 32).clamp(64, 256)));
    if cfg!(target_os = "linux") {
        // Elsewhere Postgres has no way to ask for these and refuses the settings.
        set("effective_io_concurrency", "64");
        // What a client no longer waits for holds its locks no longer either.
        set("client_connection_check_interval", "5s");
    }
    if abilities.lz4 {
        set("wal_compression", "lz4");
        set("default_toast_compression", "lz4");
    } else {
        set("wal_compression", "on");
    }
    for (name, value) in &options.settings {
        set(name, value);
    }
    text
}

/// Only Farol's role, only over the socket, only by the kernel's word for who is at its other end.
fn host_access() -> String {
    format!("local all {ROLE} peer map=farol\nlocal replication {ROLE} peer map=farol\n")
}

/// Root and the cluster's own user may both be Farol.
fn identities(account: &str) -> String {
    let root = nix::unistd::User::from_uid(nix::unistd::Uid::from_raw(0))
        .ok()
        .flatten()
        .map_or("root".to_owned(), |user| user.name);
    format!("farol \"{root}\" {ROLE}\nfarol \"{account}\" {ROLE}\n")
}

/// The value of `unix_socket_directories` for one directory: quoted, since it is a list.
pub(crate) fn directory_list(directory: &std::path::Path) -> std::ffi::OsString {
    let quoted = directory.as_os_str().to_string_lossy().replace('"', "\"\"");
    PathBuf::from(format!("\"{quoted}\"")).into_os_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operators_settings_come_last_and_are_quoted() {
        let mut options = Options::new("/nowhere");
        options.shared_buffers_mb = Some(96);
        options.settings.push(("search_path".to_owned(), "it's".to_owned()));
        let text = server(&options, Abilities { lz4: true });
        assert!(text.contains("shared_buffers = '96MB'\n"), "{text}");
        assert!(text.contains("wal_compression = 'lz4'\n"), "{text}");
        assert!(text.ends_with("search_path = 'it''s'\n"), "{text}");
    }

    #[test]
    fn a_server_without_lz4_is_not_asked_for_it() {
        let text = server(&Options::new("/nowhere"), Abilities { lz4: false });
        assert!(!text.contains("lz4"), "{text}");
    }
}
