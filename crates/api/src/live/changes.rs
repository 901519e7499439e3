//! `/ws/live`: which executions of a project are new or have changed.

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::{sync::mpsc::Sender, time::timeout};
use utoipa::IntoParams;

use super::{
    hub::{Batch, Follower, Hub, Item, Told, changed_between},
    opening::Opening,
    socket::End,
};
use crate::{AppState, error::ApiError, query::Query};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LiveQuery {
    /// The last `cursor` of an earlier connection: what changed since is told first, for a quarter of an hour.
    since: Option<String>,
}

/// A message, as JSON text.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Frame<'b> {
    /// First: all that changes behind this place will be told.
    Hello {
        cursor: String,
    },
    Executions {
        cursor: String,
        items: &'b [Item],
    },
    /// More changed than is worth telling one by one.
    Many {
        cursor: String,
    },
    /// What happened since the place that was named is not known any more.
    Reset {
        cursor: String,
    },
    /// Nothing changed for a while: browsers tell nobody of pings, and a page should know that it is
    /// connected.
    Alive {
        cursor: String,
    },
}

impl Frame<'_> {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Follows a project's executions over WebSocket. Messages are JSON text: `{"type":"hello","cursor"}` first;
/// `{"type":"executions","cursor","items":[{executionId, traceId, status, isNew}]}` for what is new or has
/// changed, about twice a second at most; `{"type":"many","cursor"}` where that is more than 200;
/// `{"type":"reset","cursor"}` where `since` is too old to go on from;
/// `{"type":"alive","cursor"}` where nothing changed for a while. A request without an upgrade gets 426.
#[utoipa::path(get, path = "/ws/live", tag = "live", params(LiveQuery),
    responses((status = 101), (status = 426, body = crate::error::Problem)))]
pub(super) async fn follow_executions(
    State(state): State<AppState>,
    Query(query): Query<LiveQuery>,
    opening: Opening,
) -> Result<Response, ApiError> {
    let since = query.since.as_deref().map(parse).transpose()?;
    let mut connection = state.pool.acquire().await?;
    let project_id = opening.reader.project.id;
    let follower = Hub::follow(&state, &mut connection, project_id).await?;
    let first = first_frames(&mut connection, project_id, since, follower.place).await?;
    drop(connection);
    Ok(opening.open(state.clone(), move |frames| tell(state, follower, first, frames)))
}

fn parse(since: &str) -> Result<i64, ApiError> {
    let place = since.parse().ok().filter(|place| *place >= 0);
    place.ok_or_else(|| ApiError::invalid("since", "is not a cursor that this route gave"))
}

async fn first_frames(
    connection: &mut PgConnection,
    project_id: i32,
    since: Option<i64>,
    place: i64,
) -> Result<Vec<String>, ApiError> {
    let cursor = place.to_string();
    let mut frames = vec![Frame::Hello { cursor: cursor.clone() }.text()];
    // A place ahead is another server's, which had got further: nothing lies between.
    let Some(since) = since.filter(|since| *since != place) else { return Ok(frames) };
    match changed_between(connection, project_id, since, place).await? {
        None => frames.push(Frame::Reset { cursor }.text()),
        Some(batch) => frames.extend(frame(&batch)),
    }
    Ok(frames)
}

/// A batch's message; none where nothing is left of what changed.
fn frame(batch: &Batch) -> Option<String> {
    let cursor = batch.cursor.to_string();
    match &batch.items {
        None => Some(Frame::Many { cursor }.text()),
        Some(items) if items.is_empty() => None,
        Some(items) => Some(Frame::Executions { cursor, items }.text()),
    }
}

async fn tell(
    state: AppState,
    mut follower: Follower,
    first: Vec<String>,
    frames: Sender<String>,
) -> End {
    for frame in first {
        // Fails only where the client is gone, and this with it.
        frames.send(frame).await.ok();
    }
    loop {
        let told = timeout(state.settings.live.ping_period, follower.next()).await;
        if told.is_err() {
            follower.catch_up(&state.live.hub);
        }
        let cursor = follower.place.to_string();
        let frame = match told {
            Ok(Told::Changed(batch)) => frame(&batch),
            Ok(Told::Missed) => Some(Frame::Many { cursor }.text()),
            Ok(Told::End) => return End::ServerStops,
            Err(_) => Some(Frame::Alive { cursor }.text()),
        };
        if let Some(frame) = frame {
            frames.send(frame).await.ok();
        }
    }
}
