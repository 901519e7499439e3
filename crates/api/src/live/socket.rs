//! One client's socket: what it is sent, how it is known to be there, and its end.

use std::{pin::pin, time::Duration};

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use farol_storage::Project;
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout},
};

use super::metrics::Drop;
use crate::{AppState, Phase, auth::Standing};

/// How long a client may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// Why a server ends a connection, as the client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The server stops: another, or this one later, goes on.
    ServerStops,
    /// What was followed is no more.
    Gone,
    /// The client may not read any more.
    Forbidden,
}

pub(super) struct Client {
    state: AppState,
    project: Project,
    standing: Standing,
    socket: WebSocket,
}

/// What happens next.
enum Next {
    Heard,
    Left,
    Send(Message),
    Look,
    Silent,
    End(End),
}

impl Client {
    pub(super) const fn new(
        state: AppState,
        project: Project,
        standing: Standing,
        socket: WebSocket,
    ) -> Self {
        Self { state, project, standing, socket }
    }

    /// Sends what the source makes. While a message waits to be taken, the source waits too, so that nothing
    /// gathers; a client that takes nothing for too long is given up.
    pub(super) async fn run(
        mut self,
        source: impl Future<Output = End>,
        mut frames: mpsc::Receiver<String>,
    ) {
        let (settings, metrics) = (self.state.settings.live, self.state.metrics.live.clone());
        let _counted = metrics.count();
        let mut phase = self.state.phase.clone();
        let mut source = pin!(source);
        let now = Instant::now();
        let mut pings = interval_at(now + settings.ping_period, settings.ping_period);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut looks = interval_at(now + settings.credential_period, settings.credential_period);
        let mut heard = now;
        loop {
            let next = tokio::select! {
                _ = phase.wait_for(|phase| *phase != Phase::Ready) => Next::End(End::ServerStops),
                received = self.socket.recv() => match received {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => Next::Left,
                    Some(Ok(_)) => Next::Heard,
                },
                Some(frame) = frames.recv() => Next::Send(Message::Text(frame.into())),
                end = &mut source => Next::End(end),
                _ = pings.tick() => Next::Send(Message::Ping(Vec::new().into())),
                _ = looks.tick() => Next::Look,
                () = sleep_until(heard + settings.read_deadline) => Next::Silent,
            };
            match next {
                Next::Heard => heard = Instant::now(),
                Next::Left => return,
                Next::Send(message) => {
                    match timeout(settings.write_deadline, self.socket.send(message)).await {
                        Ok(Ok(())) => {}
                        Ok(Err(_)) => return,
                        Err(_) => return metrics.dropped(Drop::Slow),
                    }
                }
                Next::Look => {
                    if !self.standing.holds(&self.state, &self.project).await {
                        return self.close(End::Forbidden).await;
                    }
                }
                Next::Silent => return metrics.dropped(Drop::Silent),
                Next::End(end) => return self.close(end).await,
            }
        }
    }

    async fn close(mut self, end: End) {
        let (code, reason) = match end {
            End::ServerStops => (close_code::AWAY, "the server stops"),
            End::Gone => (close_code::NORMAL, "the execution is gone"),
            End::Forbidden => (close_code::POLICY, "the credential does not hold any more"),
        };
        let frame = CloseFrame { code, reason: reason.into() };
        let goodbye = async {
            self.socket.send(Message::Close(Some(frame))).await?;
            // Closed at once, what the client has still sent would make its system throw the frame away.
            while let Some(Ok(_)) = self.socket.recv().await {}
            Ok::<(), axum::Error>(())
        };
        timeout(GOODBYE, goodbye).await.ok();
    }
}
