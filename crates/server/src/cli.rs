//! Flags and variables. A flag wins over a variable, which wins over the file.

mod limits;

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};

pub(crate) use self::limits::ProjectLimits;

/// Observability for AI agents, workflows and call systems: one server and a Postgres.
#[derive(Debug, Parser)]
#[command(name = "farol", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// Configuration file (TOML); see config/farol.toml for every option.
    #[arg(long, global = true, env = "FAROL_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Directory of everything that Farol keeps on disk.
    #[arg(long, global = true, env = "FAROL_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Postgres to use; without one, Farol runs its own under the data directory.
    #[arg(
        long,
        global = true,
        env = "FAROL_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,
    /// File whose first line is that URL.
    #[arg(long, global = true, env = "FAROL_DATABASE_URL_FILE", value_name = "FILE")]
    pub(crate) database_url_file: Option<PathBuf>,
    /// Directory with `initdb` and `postgres` for Farol's own Postgres.
    #[arg(long, global = true, env = "FAROL_POSTGRES_BIN", value_name = "DIR")]
    pub(crate) postgres_bin: Option<PathBuf>,
    /// Least level logged: trace, debug, info, warn or error, also per target.
    #[arg(long, global = true, env = "FAROL_LOG_LEVEL", value_name = "LEVEL")]
    pub(crate) log_level: Option<String>,
    /// `json` or `text`.
    #[arg(long, global = true, env = "FAROL_LOG_FORMAT", value_name = "FORMAT")]
    pub(crate) log_format: Option<String>,
    /// File that receives the log too.
    #[arg(long, global = true, env = "FAROL_LOG_FILE", value_name = "FILE")]
    pub(crate) log_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs the server.
    Serve(Serve),
    /// Brings the database's schema up to date and ends.
    Migrate,
    /// Makes API keys.
    #[command(subcommand)]
    Keys(Keys),
    /// Makes people of the portal.
    #[command(subcommand)]
    Users(Users),
    /// Shows projects, and sets how long their data is kept and what is redacted in it.
    #[command(subcommand)]
    Projects(Projects),
    /// Fills the project `demo` with made-up data of every kind, as of a fortnight.
    Demo(Demo),
    /// Reads the configuration, says what is wrong with it, and starts nothing.
    CheckConfig,
    /// Prints the OpenAPI document.
    #[command(hide = true)]
    Openapi,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Address and port to listen on.
    #[arg(long, env = "FAROL_LISTEN", value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Demo {
    /// Another seed gives other data; the same one the same.
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub(crate) seed: u64,
    /// How many days the data goes back.
    #[arg(long, value_name = "N", default_value_t = 14,
        value_parser = clap::value_parser!(i64).range(1..=90))]
    pub(crate) days: i64,
    /// Adds to what the project holds already.
    #[arg(long)]
    pub(crate) again: bool,
    /// The moment at which the data ends (RFC 3339); now unless given.
    #[arg(long, value_name = "TIME", hide = true, value_parser = DateTime::parse_from_rfc3339)]
    pub(crate) now: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Makes a key, and its project if that is new; prints the key alone on standard output.
    Create {
        /// Project that the key belongs to.
        #[arg(long)]
        project: String,
        /// What the key is for; shown wherever it acts.
        #[arg(long)]
        label: String,
        /// What it may do: ingest, read, review, admin; several joined by commas.
        #[arg(long, value_delimiter = ',', required = true)]
        scope: Vec<String>,
        /// Bytes of telemetry that it may send a second, whatever the settings say; 0: no limit.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
        bytes_per_second: Option<i64>,
        /// Spans and log records that it may send a second; 0: no limit.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
        items_per_second: Option<i64>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Users {
    /// Makes a person and prints a one-time sign-in link; with --password-stdin, a person with a
    /// password and no link.
    Create {
        #[arg(long)]
        email: String,
        /// Reads the password from the first line of standard input.
        #[arg(long)]
        password_stdin: bool,
        /// Project that the person gets a role in, also where they are there already. Without one, the person
        /// is an owner, who looks after the whole installation.
        #[arg(long, requires = "role")]
        project: Option<String>,
        /// What the person may do in that project: viewer, editor or admin.
        #[arg(long, requires = "project")]
        role: Option<String>,
    },
    /// Lists the people and what they may do.
    List,
}

#[derive(Args, Debug)]
pub(crate) struct ProjectPrivacy {
    /// The project's name.
    pub(crate) name: String,
    /// File with the whole policy as JSON, `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) set: Option<PathBuf>,
    /// How much of payloads is kept: full, standard or metadata.
    #[arg(long, value_name = "WORD")]
    pub(crate) verbosity: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Projects {
    /// Lists the projects, how long their data is kept, and what it takes on disk.
    List,
    /// Sets how long a project's data is kept; what is not named stays as it is.
    Set(ProjectLimits),
    /// Shows, or changes, what a project does not want stored, as JSON.
    Privacy(ProjectPrivacy),
}
