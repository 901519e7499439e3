//! End-to-end tests: the built binary on an empty data directory, fed and read over real sockets.
//!
//! `make integration` runs all but [`browser`], which `make browser` runs.

mod abuse;
mod browser;
mod canary;
mod commands;
mod crash;
mod demo;
mod docs;
mod frameworks;
mod json;
mod large_trace;
mod ledger;
mod mcp;
mod overload;
mod projects;
mod retention;
mod sdks;
mod spool;
mod stop;
