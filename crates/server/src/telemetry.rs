//! Farol's own traces, exported over OTLP where an endpoint is set.

use std::{collections::HashMap, time::Duration};

use anyhow::Context;
use opentelemetry::{KeyValue, trace::TracerProvider};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response, hyper::HyperClient};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tokio::runtime::Handle;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::TelemetryConfig;

/// How long one export may take.
const TIMEOUT: Duration = Duration::from_secs(10);

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
            .with_http_client(OnRuntime {
                client: HyperClient::with_default_connector(TIMEOUT, None),
                runtime: Handle::current(),
            })
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

/// The exporter works on a thread of its own, outside the runtime that the HTTP client needs.
#[derive(Debug)]
struct OnRuntime {
    client: HyperClient,
    runtime: Handle,
}

#[async_trait::async_trait]
impl HttpClient for OnRuntime {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        self.runtime.spawn(async move { client.send_bytes(request).await }).await?
    }
}
