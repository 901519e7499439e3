//! How to reach the cluster.

use std::{fmt::Write as _, os::unix::ffi::OsStrExt, path::PathBuf};

/// The role that owns everything, and the only one that may connect.
pub(crate) const ROLE: &str = "farol";
/// The database that holds Farol's tables.
pub(crate) const DATABASE: &str = "farol";
/// Only a part of the socket's name, since nothing listens on TCP.
pub(crate) const PORT: u16 = 5432;

/// The address of a running cluster. There is no password: the socket tells Postgres who connects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The directory of the Unix socket.
    pub socket_dir: PathBuf,
    pub port: u16,
    /// A superuser.
    pub user: String,
    pub database: String,
}

impl Connection {
    pub(crate) fn at(socket_dir: PathBuf, port: u16) -> Self {
        Self { socket_dir, port, user: ROLE.to_owned(), database: DATABASE.to_owned() }
    }

    /// The address as a URL that sqlx and libpq both understand.
    pub fn url(&self) -> String {
        let mut host = String::new();
        for byte in self.socket_dir.as_os_str().as_bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    host.push(char::from(*byte));
                }
                // Writing to a String cannot fail.
                _ => drop(write!(host, "%{byte:02X}")),
            }
        }
        let Self { port, user, database, .. } = self;
        format!("postgres:///{database}?host={host}&port={port}&user={user}&sslmode=disable")
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.socket_dir.join(format!(".s.PGSQL.{}", self.port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_escapes_the_socket_directory() {
        let connection = Connection::at(PathBuf::from("/srv/my data/run"), 5432);
        assert_eq!(
            connection.url(),
            "postgres:///farol?host=%2Fsrv%2Fmy%20data%2Frun&port=5432&user=farol&sslmode=disable"
        );
    }
}
