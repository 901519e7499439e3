//! The configuration: the file's sections with their defaults, and what flags and variables say
//! over it.

mod sections;
#[cfg(test)]
mod tests;

use std::{fs, path::Path};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

pub(crate) use self::sections::{
    AuthConfig, CanaryConfig, DatabaseConfig, IngestConfig, LiveConfig, LogConfig, LogFormat,
    PricesConfig, RetentionConfig, SearchConfig, ServerConfig, SpoolConfig, TelemetryConfig,
};
use crate::cli::Options;

/// Every variable that Farol reads.
const VARIABLES: &[&str] = &[
    "FAROL_ADMIN_EMAIL",
    "FAROL_ADMIN_PASSWORD",
    "FAROL_ADMIN_PASSWORD_FILE",
    "FAROL_CONFIG",
    "FAROL_DATABASE_URL",
    "FAROL_DATABASE_URL_FILE",
    "FAROL_DATA_DIR",
    "FAROL_LISTEN",
    "FAROL_LOG_FILE",
    "FAROL_LOG_FORMAT",
    "FAROL_LOG_LEVEL",
    "FAROL_OTLP_ENDPOINT",
    "FAROL_POSTGRES_BIN",
];

/// The whole configuration; `config/farol.toml` describes every option.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(crate) server: ServerConfig,
    pub(crate) database: DatabaseConfig,
    pub(crate) auth: AuthConfig,
    pub(crate) ingest: IngestConfig,
    pub(crate) spool: SpoolConfig,
    pub(crate) search: SearchConfig,
    pub(crate) live: LiveConfig,
    pub(crate) retention: RetentionConfig,
    pub(crate) prices: PricesConfig,
    pub(crate) canary: CanaryConfig,
    pub(crate) log: LogConfig,
    pub(crate) telemetry: TelemetryConfig,
}

impl Config {
    /// Reads the file, lays variables and flags over it, and checks the whole.
    pub(crate) fn load(options: &Options, listen: Option<&str>) -> anyhow::Result<Self> {
        let mut config = match &options.config {
            Some(path) => Self::read(path)?,
            None => Self::default(),
        };
        config.overlay(options, listen)?;
        config.validate()?;
        Ok(config)
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the configuration {} cannot be read", path.display()))?;
        toml::from_str(&text)
            .with_context(|| format!("the configuration {} is not right", path.display()))
    }

    fn overlay(&mut self, options: &Options, listen: Option<&str>) -> anyhow::Result<()> {
        if let Some(listen) = listen {
            listen.clone_into(&mut self.server.listen);
        }
        if let Some(directory) = &options.data_dir {
            self.server.data_dir.clone_from(directory);
        }
        // An own URL wins over a file that names one, wherever either stands.
        if options.database_url.is_some() {
            self.database.url.clone_from(&options.database_url);
            self.database.url_file = None;
        } else if options.database_url_file.is_some() {
            self.database.url_file.clone_from(&options.database_url_file);
            self.database.url = None;
        }
        if options.postgres_bin.is_some() {
            self.database.postgres_bin.clone_from(&options.postgres_bin);
        }
        if let Some(level) = &options.log_level {
            self.log.level.clone_from(level);
        }
        match options.log_format.as_deref() {
            None => {}
            Some("json") => self.log.format = LogFormat::Json,
            Some("text") => self.log.format = LogFormat::Text,
            Some(other) => bail!("--log-format must be json or text, not \"{other}\""),
        }
        if options.log_file.is_some() {
            self.log.file.clone_from(&options.log_file);
        }
        if let Ok(endpoint) = std::env::var("FAROL_OTLP_ENDPOINT") {
            self.telemetry.otlp_endpoint = Some(endpoint).filter(|url| !url.is_empty());
        }
        Ok(())
    }

    fn validate(&self) -> anyhow::Result<()> {
        self.server.validate()?;
        self.database.validate()?;
        self.auth.validate()?;
        self.ingest.validate()?;
        self.spool.validate()?;
        self.search.validate()?;
        self.live.validate()?;
        self.retention.validate()?;
        self.prices.validate()?;
        self.canary.validate()?;
        self.log.validate()?;
        let endpoint = self.telemetry.otlp_endpoint.as_deref();
        ensure!(
            endpoint.is_none_or(|url| url.starts_with("http://")),
            "telemetry.otlp_endpoint must begin with http://"
        );
        Ok(())
    }
}

/// The variables with Farol's prefix that it does not know: most likely misspelt.
pub(crate) fn unknown_variables() -> Vec<String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names.filter(|name| name.starts_with("FAROL_") && !VARIABLES.contains(&name.as_str())).collect()
}

/// Reads a secret's file: its first line.
pub(crate) fn read_secret(path: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("the secret {} cannot be read", path.display()))?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}
