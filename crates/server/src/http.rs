//! HTTP connections: bounded in number, in time and in memory, and drained at the end.

mod places;
mod turn;

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use anyhow::Context;
use axum::Router;
use farol_api::Peer;
use hyper::{
    Request,
    body::Incoming,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    places::{Place, Places},
    turn::Turn,
};
use crate::config::ServerConfig;
pub(crate) use places::ConnectionMetrics;

/// Bytes that a request's head may have, and that a connection reads at a time: it holds them
/// besides what its requests take from the budget.
const HEAD_BYTES: usize = 32 * 1024;

/// Requests that an HTTP/2 connection may have under way, and the bytes of their bodies that it may
/// hold together.
const STREAMS: u32 = 32;
const STREAM_BYTES: u32 = 256 * 1024;

/// A listener that is bound and not yet served.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    metrics: ConnectionMetrics,
}

impl Server {
    pub(crate) async fn bind(config: &ServerConfig) -> anyhow::Result<Self> {
        let address = config.address()?;
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} cannot be listened on (server.listen)"))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, metrics: ConnectionMetrics::default() })
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

    pub(crate) const fn metrics(&self) -> &ConnectionMetrics {
        &self.metrics
    }

    /// Serves until told to stop, then lets the requests under way finish, for a while.
    pub(crate) async fn serve(self, config: ServerConfig, router: Router, stop: CancellationToken) {
        let builder = Arc::new(connection_builder(&config));
        let places = Places::new(config.max_connections, self.metrics.clone());
        let connections = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            let (stream, peer) = match accepted {
                Ok((stream, peer)) => (stream, Peer(peer.ip())),
                Err(error) => {
                    // Out of descriptors, most likely: some connection will give one back.
                    tracing::warn!(%error, "a connection was not accepted");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            // Without a place for this one, the others wait in the listener's backlog.
            let place = tokio::select! {
                () = stop.cancelled() => break,
                place = places.take() => place,
            };
            // Answers are small and awaited: nothing is gained by gathering them.
            stream.set_nodelay(true).ok();
            let (builder, router, stop) = (Arc::clone(&builder), router.clone(), stop.clone());
            connections.spawn(async move {
                serve_connection(&builder, (stream, peer), router, &stop, place).await;
            });
        }
        drop(self.listener);
        let patience = Duration::from_secs(config.drain_seconds);
        connections.close();
        if timeout(patience, connections.wait()).await.is_err() {
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
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(16 * 1024)
        .initial_stream_window_size(STREAM_BYTES)
        .initial_connection_window_size(STREAM_BYTES)
        .keep_alive_interval(Duration::from_secs(config.header_timeout_seconds))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

async fn serve_connection(
    builder: &auto::Builder<TokioExecutor>,
    (stream, peer): (TcpStream, Peer),
    router: Router,
    stop: &CancellationToken,
    place: Place,
) {
    let (router, seat) = (TowerToHyperService::new(router), Arc::clone(&place.seat));
    let service = service_fn(move |request: Request<Incoming>| {
        let (mut head, body) = request.into_parts();
        head.extensions.insert(peer);
        let (turn, body) = Turn::begin(&seat, body);
        let answer = router.call(Request::from_parts(head, body));
        async move {
            let answer = answer.await;
            drop(turn);
            answer
        }
    });
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut leaves = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    // The client's doing: it went away, or did not speak HTTP.
                    tracing::debug!(%error, "a connection ended early");
                }
                break;
            }
            () = place.seat.turned_out.cancelled() => break,
            () = stop.cancelled(), if !leaves => leaves = true,
            () = place.seat.asked_to_leave.cancelled(), if !leaves => leaves = true,
        }
        connection.as_mut().graceful_shutdown();
    }
}
