//! Farol's own log: JSON lines on standard error and in a rotated file, text for people.

mod file;
mod json;
mod slow;

use std::io::stderr;

use anyhow::Context;
use tracing_subscriber::{
    EnvFilter, Layer, Registry, layer::SubscriberExt, util::SubscriberInitExt,
};

pub(crate) use self::slow::SlowQueries;
use self::{file::RotatedFile, json::JsonLine};
use crate::{
    config::{Config, LogConfig, LogFormat},
    telemetry::Telemetry,
};

type BoxedLayer = Box<dyn Layer<Registry> + Send + Sync>;

/// Starts the server's log, and its traces where an endpoint is set.
pub(crate) fn start(config: &Config, slow: SlowQueries) -> anyhow::Result<Telemetry> {
    let (telemetry, traces) = Telemetry::start(&config.telemetry)?;
    let mut layers: Vec<BoxedLayer> = vec![on_stderr(&config.log)?, slow.boxed()];
    if let Some(path) = &config.log.file {
        let file = RotatedFile::open(path, &config.log)
            .with_context(|| format!("the log file {} cannot be written", path.display()))?;
        let lines = tracing_subscriber::fmt::layer().event_format(JsonLine).with_writer(file);
        layers.push(lines.with_ansi(false).with_filter(filter(&config.log)?).boxed());
    }
    layers.extend(traces);
    tracing_subscriber::registry().with(layers).try_init().context("the log cannot be started")?;
    Ok(telemetry)
}

/// Starts a command's log: warnings in words on standard error, since standard output is the
/// command's answer.
pub(crate) fn start_for_command(config: &LogConfig) -> anyhow::Result<()> {
    let level = if *config == LogConfig::default() { "warn" } else { config.level.as_str() };
    let config = LogConfig { level: level.to_owned(), format: LogFormat::Text, ..config.clone() };
    tracing_subscriber::registry()
        .with(on_stderr(&config)?)
        .try_init()
        .context("the log cannot be started")
}

fn on_stderr(config: &LogConfig) -> anyhow::Result<BoxedLayer> {
    let filter = filter(config)?;
    let layer = tracing_subscriber::fmt::layer().with_writer(stderr);
    Ok(match config.format {
        LogFormat::Json => layer.event_format(JsonLine).with_filter(filter).boxed(),
        LogFormat::Text => layer.with_filter(filter).boxed(),
    })
}

fn filter(config: &LogConfig) -> anyhow::Result<EnvFilter> {
    let level = &config.level;
    // What the protocol's library tells of each request is for whoever looks for its faults.
    let directives = if level == "info" { "info,rmcp=warn" } else { level };
    EnvFilter::try_new(directives)
        .with_context(|| format!("log.level \"{level}\" is not understood"))
}
