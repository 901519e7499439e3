//! What can go wrong in the database, told apart by what a caller does next.

use sqlx::error::DatabaseError;
use uuid::Uuid;

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The data itself was refused: the same items would be refused again.
    #[error("the database refuses the data: {0}")]
    Data(#[source] sqlx::Error),
    /// A partition is missing: make it and try again.
    #[error("a partition is missing: {0}")]
    Partition(#[source] sqlx::Error),
    /// A unique index objects.
    #[error("already there: {0}")]
    Duplicate(#[source] sqlx::Error),
    /// These traces, by project and id, would hold more spans than a trace may.
    #[error("{} traces hold as many spans as they may", .0.len())]
    TraceFull(Vec<(i32, Uuid)>),
    /// The work ended in a panic: a fault of Farol's own.
    #[error("a fault of Farol's own")]
    Panic,
    /// A query or a transaction ran into its time limit.
    #[error("the query took too long")]
    Deadline,
    /// The database is away, or can do nothing for anybody: its disk is full, it has no connection
    /// left, it starts or stops.
    #[error("the database is away: {0}")]
    Away(#[source] sqlx::Error),
    /// The database is busy or broken: the same request may succeed when it is tried again.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StorageError {
    /// Sorts by SQLSTATE class. What is not named blames the database, never the data.
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(DatabaseError::code);
        match code.as_deref() {
            Some("57014") => Self::Deadline,
            Some("23505") => Self::Duplicate(error),
            Some("23514" | "42P01") => Self::Partition(error),
            Some(code) if ["22", "23", "54"].contains(&&code[..2]) => Self::Data(error),
            Some(code) if ["08", "53", "57", "58"].contains(&&code[..2]) => Self::Away(error),
            None if is_unreachable(&error) => Self::Away(error),
            _ => Self::Unavailable(error),
        }
    }
}

const fn is_unreachable(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Tls};
    matches!(error, Io(_) | Tls(_) | PoolTimedOut | PoolClosed)
}
