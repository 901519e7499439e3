//! A request to follow: who asks, from which page, and whether there is room.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, WebSocketUpgrade},
    http::request::Parts,
    response::Response,
};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::socket::{Client, End};
use crate::{
    AppState,
    auth::{Reader, Standing},
    error::{ApiError, ErrorCode},
    guard::origin_is_own,
};

/// Bytes that a message of a client may have; there is nothing that it has to say.
const MESSAGE_BYTES: usize = 4 * 1024;

/// Frames that wait for a client at most: whoever makes them waits, too.
const FRAMES: usize = 16;

/// Whoever may read a project and asks to follow it.
pub(super) struct Opening {
    pub(super) reader: Reader,
    upgrade: WebSocketUpgrade,
    permit: OwnedSemaphorePermit,
    standing: Standing,
}

impl FromRequestParts<AppState> for Opening {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        // Browsers let any page open a socket, with the cookies of the server that it goes to.
        if !origin_is_own(&parts.headers, &parts.uri) {
            let detail = "Pages of this origin may not follow executions here.";
            return Err(ApiError::new(ErrorCode::Forbidden, detail));
        }
        let reader = Reader::from_request_parts(parts, state).await?;
        let standing = Standing::of(parts);
        let upgrade =
            WebSocketUpgrade::from_request_parts(parts, state).await.map_err(|error| {
                let detail = format!("This route speaks WebSocket: {}.", error.body_text());
                ApiError::new(ErrorCode::UpgradeRequired, detail)
            })?;
        let Ok(permit) = Arc::clone(&state.live.places).try_acquire_owned() else {
            let most = state.settings.live.max_clients;
            let detail = format!("{most} clients follow executions, which is all there may be.");
            return Err(ApiError {
                retry_after: 5,
                ..ApiError::new(ErrorCode::Overloaded, detail)
            });
        };
        Ok(Self { reader, upgrade, permit, standing })
    }
}

impl Opening {
    /// Opens the socket and sends what `source` makes, until one side ends it.
    pub(super) fn open<S>(
        self,
        state: AppState,
        source: impl FnOnce(mpsc::Sender<String>) -> S,
    ) -> Response
    where
        S: Future<Output = End> + Send + 'static,
    {
        let Self { reader: Reader { project, .. }, upgrade, permit, standing } = self;
        let (frames, made) = mpsc::channel(FRAMES);
        let source = source(frames);
        let tracker = state.live.clients.clone();
        let upgrade = upgrade.max_message_size(MESSAGE_BYTES).max_frame_size(MESSAGE_BYTES);
        upgrade.on_upgrade(move |socket| {
            tracker.track_future(async move {
                let client = Client::new(state, project, standing, socket);
                client.run(source, made).await;
                drop(permit);
            })
        })
    }
}
