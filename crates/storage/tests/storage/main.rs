//! Storage on a real Postgres, a database for each test.

mod connect;
mod events;
mod executions;
mod people;
mod statistics;
mod support;
mod versions;
mod writes;
