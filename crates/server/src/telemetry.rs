//! Farol's own traces, exported over OTLP where an endpoint is set.

use std::collections::HashMap;

use anyhow::Context;
use opentelemetry::{KeyValue, trace::TracerProvider};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::TelemetryConfig;

/// What has to be flushed at the end.
pub(crate) struct Telemetry {
    provider: Option<SdkTracerProvider>,
}

type Traces = Box<dyn Layer<Registry> + Send + Sync>;

impl Telemetry {
    /// Starts the exporter and gives the layer that feeds it; neither without an endpoint.
    ///
    /// Its requests carry `x-farol-self`: a Farol that is its own endpoint does not trace them.
    pub(crate) fn start(config: &TelemetryConfig) -> anyhow::Result<(Self, Option<Traces>)> {
        let Some(endpoint) = &config.otlp_endpoint else {
            return Ok((Self { provider: None }, None));
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .with_headers(HashMap::from([("x-farol-self".to_owned(), "1".to_owned())]))
            .build()
            .context("telemetry.otlp_endpoint cannot be used")?;
        let resource = Resource::builder()
            .with_service_name(config.service_name.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            .build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("farol"));
        // The exporter's own HTTP client would trace itself.
        let filter = EnvFilter::new("info,hyper=off,hyper_util=off,h2=off,opentelemetry=off");
        Ok((Self { provider: Some(provider) }, Some(layer.with_filter(filter).boxed())))
    }

    /// Sends what waits.
    pub(crate) fn stop(self) {
        if let Some(provider) = self.provider
            && let Err(error) = provider.shutdown()
        {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}
