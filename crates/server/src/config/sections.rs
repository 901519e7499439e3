//! The sections of the file, each with its defaults and its own checks.

mod auth;
mod live;
mod prices;
mod retention;
mod search;

use std::{fmt, net::SocketAddr, path::PathBuf};

use anyhow::{Context, ensure};
use farol_api::Network;
use serde::Deserialize;

pub(crate) use self::{
    auth::AuthConfig,
    live::LiveConfig,
    prices::PricesConfig,
    retention::{CanaryConfig, RetentionConfig},
    search::SearchConfig,
};

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ServerConfig {
    pub(crate) listen: String,
    pub(crate) data_dir: PathBuf,
    pub(crate) request_body_limit_bytes: usize,
    pub(crate) header_timeout_seconds: u64,
    pub(crate) body_pause_seconds: u64,
    pub(crate) body_timeout_seconds: u64,
    pub(crate) max_connections: usize,
    pub(crate) drain_seconds: u64,
    pub(crate) cors_allowed_origins: Vec<String>,
    pub(crate) allowed_hosts: Vec<String>,
    pub(crate) trusted_proxies: Vec<String>,
    pub(crate) loopback_ingest_without_key: bool,
    pub(crate) trace_span_limit: i64,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:4318".to_owned(),
            data_dir: PathBuf::from("./farol-data"),
            request_body_limit_bytes: 64 << 20,
            header_timeout_seconds: 30,
            body_pause_seconds: 10,
            body_timeout_seconds: 60,
            max_connections: 1024,
            drain_seconds: 20,
            cors_allowed_origins: Vec::new(),
            allowed_hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            loopback_ingest_without_key: true,
            trace_span_limit: 10_000,
        }
    }
}

impl ServerConfig {
    /// The address to listen on; `localhost` is loopback's.
    pub(crate) fn address(&self) -> anyhow::Result<SocketAddr> {
        let text = self.listen.replace("localhost", "127.0.0.1");
        text.parse().with_context(|| {
            format!(
                "server.listen must be ADDRESS:PORT such as 127.0.0.1:4318, not \"{}\"",
                self.listen
            )
        })
    }

    /// The proxies that are believed whom they name.
    pub(crate) fn proxies(&self) -> anyhow::Result<Vec<Network>> {
        let read = |text: &String| {
            text.parse().with_context(|| format!("server.trusted_proxies: \"{text}\""))
        };
        self.trusted_proxies.iter().map(read).collect()
    }

    pub(super) fn validate(&self) -> anyhow::Result<()> {
        self.address()?;
        self.proxies()?;
        within("server.request_body_limit_bytes", self.request_body_limit_bytes, 1024, 1 << 30)?;
        within("server.header_timeout_seconds", self.header_timeout_seconds, 1, 3_600)?;
        within("server.body_pause_seconds", self.body_pause_seconds, 1, 3_600)?;
        within("server.body_timeout_seconds", self.body_timeout_seconds, 1, 3_600)?;
        within("server.max_connections", self.max_connections, 1, 100_000)?;
        within("server.drain_seconds", self.drain_seconds, 1, 3_600)?;
        within("server.trace_span_limit", self.trace_span_limit, 1, 1_000_000)
    }
}

#[derive(Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DatabaseConfig {
    pub(crate) url: Option<String>,
    pub(crate) url_file: Option<PathBuf>,
    pub(crate) postgres_bin: Option<PathBuf>,
    pub(crate) max_connections: u32,
    pub(crate) statement_timeout_ms: u64,
    pub(crate) slow_query_ms: u64,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self {
            url: None,
            url_file: None,
            postgres_bin: None,
            max_connections: 10,
            statement_timeout_ms: 30_000,
            slow_query_ms: 500,
        }
    }
}

impl fmt::Debug for DatabaseConfig {
    /// Leaves the URL out, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseConfig")
            .field("has_url", &self.url.is_some())
            .field("url_file", &self.url_file)
            .field("postgres_bin", &self.postgres_bin)
            .field("max_connections", &self.max_connections)
            .field("statement_timeout_ms", &self.statement_timeout_ms)
            .field("slow_query_ms", &self.slow_query_ms)
            .finish()
    }
}

impl DatabaseConfig {
    pub(super) fn validate(&self) -> anyhow::Result<()> {
        ensure!(
            self.url.is_none() || self.url_file.is_none(),
            "database.url and database.url_file cannot stand side by side"
        );
        within("database.max_connections", self.max_connections, 1, 1_000)?;
        within("database.statement_timeout_ms", self.statement_timeout_ms, 100, 3_600_000)?;
        within("database.slow_query_ms", self.slow_query_ms, 1, 3_600_000)
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IngestConfig {
    pub(crate) writers: usize,
    pub(crate) memory_bytes: usize,
    pub(crate) group_rows: usize,
    pub(crate) group_bytes: usize,
    pub(crate) max_items_per_request: usize,
    pub(crate) max_spans_per_trace: usize,
    pub(crate) commit_timeout_seconds: u64,
    pub(crate) execution_quiet_seconds: u64,
    pub(crate) rate_limit: RateLimitConfig,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RateLimitConfig {
    pub(crate) bytes_per_second: u64,
    pub(crate) items_per_second: u64,
    pub(crate) burst_seconds: u64,
}

impl Default for RateLimitConfig {
    fn default() -> Self {
        Self { bytes_per_second: 0, items_per_second: 0, burst_seconds: 10 }
    }
}

impl Default for IngestConfig {
    fn default() -> Self {
        Self {
            writers: 3,
            memory_bytes: 128 << 20,
            group_rows: 8_192,
            group_bytes: 16 << 20,
            max_items_per_request: 200_000,
            max_spans_per_trace: 100_000,
            commit_timeout_seconds: 15,
            execution_quiet_seconds: 30,
            rate_limit: RateLimitConfig::default(),
        }
    }
}

impl IngestConfig {
    pub(super) fn validate(&self) -> anyhow::Result<()> {
        within("ingest.writers", self.writers, 1, 64)?;
        within("ingest.memory_bytes", self.memory_bytes, 1 << 20, 1 << 40)?;
        within("ingest.group_rows", self.group_rows, 1, 1_000_000)?;
        within("ingest.group_bytes", self.group_bytes, 1 << 16, 1 << 30)?;
        within("ingest.max_items_per_request", self.max_items_per_request, 1, 10_000_000)?;
        within("ingest.max_spans_per_trace", self.max_spans_per_trace, 1, 10_000_000)?;
        within("ingest.commit_timeout_seconds", self.commit_timeout_seconds, 1, 3_600)?;
        within("ingest.execution_quiet_seconds", self.execution_quiet_seconds, 0, 86_400)?;
        let RateLimitConfig { bytes_per_second, items_per_second, burst_seconds } = self.rate_limit;
        within("ingest.rate_limit.bytes_per_second", bytes_per_second, 0, 1 << 40)?;
        within("ingest.rate_limit.items_per_second", items_per_second, 0, 1 << 40)?;
        within("ingest.rate_limit.burst_seconds", burst_seconds, 1, 3_600)
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SpoolConfig {
    pub(crate) enabled: bool,
    pub(crate) max_bytes: u64,
}

impl Default for SpoolConfig {
    fn default() -> Self {
        Self { enabled: true, max_bytes: 1 << 30 }
    }
}

impl SpoolConfig {
    pub(super) fn validate(&self) -> anyhow::Result<()> {
        within("spool.max_bytes", self.max_bytes, 1 << 16, 1 << 40)
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LogConfig {
    pub(crate) level: String,
    pub(crate) format: LogFormat,
    pub(crate) file: Option<PathBuf>,
    pub(crate) file_max_bytes: usize,
    pub(crate) file_max_age_days: u64,
    pub(crate) file_keep: usize,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Json,
    Text,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            level: "info".to_owned(),
            format: LogFormat::Json,
            file: None,
            file_max_bytes: 100 << 20,
            file_max_age_days: 1,
            file_keep: 10,
        }
    }
}

impl LogConfig {
    pub(super) fn validate(&self) -> anyhow::Result<()> {
        tracing_subscriber::EnvFilter::try_new(&self.level)
            .with_context(|| format!("log.level \"{}\" is not understood", self.level))?;
        within("log.file_max_bytes", self.file_max_bytes, 1_024, 1 << 40)?;
        within("log.file_max_age_days", self.file_max_age_days, 1, 3_650)?;
        within("log.file_keep", self.file_keep, 1, 10_000)
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TelemetryConfig {
    pub(crate) otlp_endpoint: Option<String>,
    pub(crate) service_name: String,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self { otlp_endpoint: None, service_name: "farol".to_owned() }
    }
}

fn within<T: Copy + PartialOrd + fmt::Display>(
    key: &str,
    value: T,
    least: T,
    most: T,
) -> anyhow::Result<()> {
    ensure!(value >= least && value <= most, "{key} must be from {least} to {most}, not {value}");
    Ok(())
}
