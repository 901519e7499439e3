//! Farol's own Postgres cluster: found, made, started, watched and stopped.
//!
//! One cluster lives under the data directory, reachable over a private Unix socket alone. A lock
//! file keeps a second Farol away; Postgres itself keeps running when Farol is killed, and the
//! next start takes it over. This crate speaks just enough of the wire protocol to know that a
//! server answers; every other query belongs to `storage`.

mod account;
mod attach;
mod binaries;
mod bring_up;
mod cluster;
mod connection;
mod error;
mod home;
mod initialise;
mod lock;
mod options;
mod orphans;
mod postmaster;
mod settings;
mod socket_dir;
mod supervisor;
mod wire;

pub use attach::{Attached, attach_or_start};
pub use cluster::Cluster;
pub use connection::Connection;
pub use error::Error;
pub use options::Options;
