//! The `farol` command: the server and what belongs to running it.

mod cli;
mod commands;
mod config;
mod database;
mod http;
mod logging;
mod memory;
mod size;
mod telemetry;

use std::{process::ExitCode, thread};

use clap::Parser;

use crate::cli::{Cli, Command};

/// Threads beyond one for each processor: writers compute for long when a group is large, and
/// health and queries are answered meanwhile.
const SPARE_THREADS: usize = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Serve(_)) {
        memory::configure();
    }
    let threads = thread::available_parallelism().map_or(2, usize::from) + SPARE_THREADS;
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = match builder.worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("farol: no threads could be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("farol: {error:#}");
            ExitCode::FAILURE
        }
    }
}
