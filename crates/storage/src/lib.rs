//! All of Farol's SQL: the migrator, batch writes and queries.
//!
//! Nothing outside this crate knows a table or a column. Functions take a connection and the caller
//! owns the transaction, except where a doc says that a function makes its own.

mod connect;
mod copy;
mod credentials;
mod error;
mod executions;
mod logs;
mod partitions;
mod spans;
mod write;

pub use connect::{ConnectSettings, MIGRATOR, connect, health, migrate};
pub use credentials::{
    ApiKey, KeyLimits, Project, Scope, Session, User, create_api_key, create_sign_in_link,
    create_user, end_session, ensure_project, find_api_key, find_password_hash, find_session,
    find_user, list_projects, someone_can_sign_in, start_session, use_sign_in_link,
};
pub use error::StorageError;
pub use executions::{
    ExecutionCursor, ExecutionFilter, ExecutionSort, execution_ids, find_executions,
    list_executions,
};
pub use logs::{LogCursor, LogFilter, LogRow, list_logs};
pub use partitions::{PartitionedTable, Partitions};
pub use spans::{
    SpanCursor, SpanPage, SpanPayload, SpanRow, SpanScope, each_span, find_span, list_spans,
    missing_spans,
};
pub use write::{WriteRequest, Written, empty_old_request_hashes, write_requests};
