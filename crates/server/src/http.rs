//! HTTP connections: bounded in number and in time, and drained at the end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::config::ServerConfig;

/// Bytes that a request's head may have.
const HEAD_BYTES: usize = 64 * 1024;

/// A listener that is bound and not yet served.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    pub(crate) async fn bind(config: &ServerConfig) -> anyhow::Result<Self> {
        let address = config.address()?;
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} cannot be listened on (server.listen)"))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The address that clients use; with the port that was found where none was named.
    pub(crate) fn url(&self) -> String {
        let address = self.address;
        if address.ip().is_unspecified() {
            return format!("http://localhost:{}", address.port());
        }
        format!("http://{address}")
    }

    pub(crate) fn is_loopback(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// Serves until told to stop, then lets the requests under way finish, for a while.
    pub(crate) async fn serve(self, config: ServerConfig, router: Router, stop: CancellationToken) {
        let builder = Arc::new(connection_builder(&config));
        let places = Arc::new(Semaphore::new(config.max_connections));
        let graceful = GracefulShutdown::new();
        loop {
            // Beyond the bound, connections wait in the listener's backlog.
            let place = tokio::select! {
                () = stop.cancelled() => break,
                place = Arc::clone(&places).acquire_owned() => place,
            };
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of descriptors, most likely: some connection will give one back.
                    tracing::warn!(%error, "a connection was not accepted");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            // Answers are small and awaited: nothing is gained by gathering them.
            stream.set_nodelay(true).ok();
            let watcher = graceful.watcher();
            let (builder, router) = (Arc::clone(&builder), router.clone());
            tokio::spawn(async move {
                serve_connection(&builder, stream, router, watcher).await;
                drop(place);
            });
        }
        drop(self.listener);
        let patience = Duration::from_secs(config.drain_seconds);
        if timeout(patience, graceful.shutdown()).await.is_err() {
            tracing::warn!("requests that did not finish in time are broken off");
        }
    }
}

fn connection_builder(config: &ServerConfig) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // Also counts while a kept connection waits for its next request.
        .header_read_timeout(Duration::from_secs(config.header_timeout_seconds))
        .max_buf_size(HEAD_BYTES.max(8 * HEAD_BYTES));
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(128)
        .max_header_list_size(64 * 1024)
        .keep_alive_interval(Duration::from_secs(config.header_timeout_seconds))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

async fn serve_connection(
    builder: &auto::Builder<TokioExecutor>,
    stream: TcpStream,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let service = TowerToHyperService::new(router);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection.into_owned()).await {
        // The client's doing: it went away, or did not speak HTTP.
        tracing::debug!(%error, "a connection ended early");
    }
}
