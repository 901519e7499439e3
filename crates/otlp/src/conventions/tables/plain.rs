//! Names that many producers use for want of a convention; they say the least.

use super::super::{
    field::Field,
    table::{Failure, Row, Table, failure, field},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    field("input", Field::PlainInput),
    field("output", Field::PlainOutput),
    // An exception that is told in the span's own attributes, not in an event.
    failure("exception.type", Failure::Told),
    failure("exception.message", Failure::Told),
    field("exception.type", Field::ErrorType),
    field("exception.message", Field::ErrorMessage),
    field("exception.stacktrace", Field::ErrorStack),
    field("thread_id", Field::ThreadId),
    field("thread.id", Field::ThreadId),
    field("session_id", Field::SessionId),
    field("user_id", Field::UserId),
];
