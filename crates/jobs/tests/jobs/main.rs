//! Jobs on a real Postgres, a database for each test.

mod audit;
mod canary;
mod drops;
mod events;
mod logs;
mod retention;
mod scheduler;
mod support;
mod writers;
