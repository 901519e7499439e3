//! Drives a real `farol` process over real sockets: the ground that the end-to-end tests and the
//! benchmark stand on.
//!
//! Nothing here sleeps for a guessed time: [`wait`] asks again until a condition holds and fails
//! with its name when it never does.

pub mod client;
pub mod data_dir;
pub mod database;
pub mod executions;
pub mod load;
pub mod output;
pub mod payload;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod server;
pub mod small_disk;
pub mod wait;
