//! `GET /api/v1/observability/logs/tail`: log records as they come, as server-sent events.
//!
//! Every look asks the database what has come since the last one, so that it does not matter which Farol took
//! it in. An event's id is its place; whoever comes back with it goes on there.

use std::{
    convert::Infallible,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use farol_storage::{
    Arrival, LogCursor, LogRow, Project, StorageError, arrivals_after, is_known_arrival,
    last_arrival, read_arrival,
};
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use serde_json::json;
use sqlx::PgConnection;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};
use utoipa::IntoParams;

use super::{
    filter::{AskedLogs, LogConditions},
    to_wire,
};
use crate::{
    AppState, Phase,
    auth::{Reader, Standing},
    cursor::Cursor,
    error::{ApiError, ErrorCode},
    query::WithConditions,
};

/// Tails that a server has open at once.
const MOST_TAILS: usize = 64;

/// How often the database is asked what came.
const EVERY: Duration = Duration::from_millis(500);

/// How long it is left alone after an error.
const AFTER_ERROR: Duration = Duration::from_secs(2);

/// What one look may take, and the lines that it sends at most: what came beyond is dropped, and told of.
const LOOK: Duration = Duration::from_secs(1);
const MOST_LINES: usize = 500;

/// Groups that one look takes into account.
const MOST_ARRIVALS: i64 = 1_000;

/// How often something is sent where nothing comes, for proxies that close what is silent.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a tail lasts. Clients come back by themselves, and prove anew that they may read.
const LASTS: Duration = Duration::from_mins(30);

/// Room for tails.
#[derive(Clone)]
pub(crate) struct Tails(Arc<Semaphore>);

impl Default for Tails {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_TAILS)))
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TailQuery {
    /// As the header `Last-Event-ID`, for whoever cannot send one.
    last_event_id: Option<String>,
}

/// Follows log records as they come, in the order in which they were stored, as server-sent events: each
/// record is one, with its place as the id. `Last-Event-ID` goes on behind that place, for a quarter of an
/// hour. An event `dropped` tells how many records were left out, at most where `exact` is false: because more
/// came than a tail sends, or because the place to go on from is too old (`count` is null).
#[utoipa::path(get, path = "/api/v1/observability/logs/tail", tag = "logs",
    params(LogConditions, TailQuery, ("Last-Event-ID" = Option<String>, Header)),
    responses((status = 200, body = String, content_type = "text/event-stream")))]
pub(super) async fn follow_logs(
    State(state): State<AppState>,
    reader: Reader,
    standing: Standing,
    headers: HeaderMap,
    query: WithConditions<LogConditions, TailQuery>,
) -> Result<Response, ApiError> {
    let header = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let place = query.own.last_event_id.as_deref().or(header).map(Place::parse).transpose()?;
    let asked = AskedLogs::new(query, reader.project.id)?;
    let Ok(permit) = Arc::clone(&state.tails.0).try_acquire_owned() else {
        let detail = format!("{MOST_TAILS} tails are open, which is all there may be.");
        return Err(ApiError { retry_after: 5, ..ApiError::new(ErrorCode::Overloaded, detail) });
    };
    let mut connection = state.pool.acquire().await?;
    let mut first = Vec::new();
    let place = match place {
        Some(place) if is_known_arrival(&mut connection, place.seq).await? => place,
        Some(_) => {
            first.push(dropped(None, false));
            // From the oldest that is known still.
            Place::default()
        }
        None => Place { seq: last_arrival(&mut connection).await?, after: None },
    };
    drop(connection);
    // An id without data: where to go on, should nothing come until the connection breaks.
    first.push(Event::default().id(place.to_string()));
    let now = Instant::now();
    let (ends, checked) = (now + LASTS, now);
    let project = reader.project;
    let tail = Tail { state, project, standing, checked, asked, place, ends, _permit: permit };
    let looks = stream::unfold(tail, async |mut tail| {
        let events = tail.next().await?;
        Some((stream::iter(events), tail))
    });
    let events = stream::iter(first).chain(looks.flatten()).map(Ok::<_, Infallible>);
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // Proxies that gather what they hand on would hold lines back.
    Ok(([("x-accel-buffering", "no")], stream).into_response())
}

/// A place in what came: behind a group, or within it behind one of its records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    seq: i64,
    after: Option<LogCursor>,
}

impl Place {
    fn parse(text: &str) -> Result<Self, ApiError> {
        let (seq, after) =
            text.split_once('_').map_or((text, None), |(seq, rest)| (seq, Some(rest)));
        let invalid = || ApiError::invalid("Last-Event-ID", "is not one that this tail gave");
        let seq = seq.parse().ok().filter(|seq| *seq >= 0).ok_or_else(invalid)?;
        let after = LogCursor::parse(after).map_err(|_| invalid())?;
        Ok(Self { seq, after })
    }

    /// The group behind which everything is new, wholly or in part.
    const fn behind(&self) -> i64 {
        if self.after.is_some() { self.seq - 1 } else { self.seq }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.seq)?;
        self.after.map_or(Ok(()), |after| write!(f, "_{}", after.encode()))
    }
}

/// One client's tail.
struct Tail {
    state: AppState,
    project: Project,
    standing: Standing,
    /// When it was last known that the client may read.
    checked: Instant,
    asked: AskedLogs,
    place: Place,
    ends: Instant,
    _permit: OwnedSemaphorePermit,
}

impl Tail {
    /// What came next; `None` at the end.
    async fn next(&mut self) -> Option<Vec<Event>> {
        let mut phase = self.state.phase.clone();
        loop {
            if Instant::now() >= self.ends || !self.may_go_on().await {
                return None;
            }
            let looked = tokio::select! {
                biased;
                // Whoever comes back then is told by another Farol, or by this one later.
                _ = phase.wait_for(|phase| *phase != Phase::Ready) => return None,
                looked = self.look() => looked,
            };
            let pause = match looked {
                Ok(events) if !events.is_empty() => return Some(events),
                Ok(_) => EVERY,
                Err(error) => {
                    tracing::debug!(error = error.detail, "a tail waits for the database");
                    AFTER_ERROR
                }
            };
            tokio::select! {
                biased;
                _ = phase.wait_for(|phase| *phase != Phase::Ready) => return None,
                () = sleep(pause) => {}
            }
        }
    }

    /// Whether the client may still read, which is looked at about as often as for those who follow executions.
    async fn may_go_on(&mut self) -> bool {
        if self.checked.elapsed() < self.state.settings.live.credential_period {
            return true;
        }
        self.checked = Instant::now();
        self.standing.holds(&self.state, &self.project).await
    }

    /// Looks what came, and takes it as sent. Where that fails, the next look begins at the same place.
    async fn look(&mut self) -> Result<Vec<Event>, ApiError> {
        let mut connection = self.state.pool.acquire().await?;
        let came =
            arrivals_after(&mut connection, self.project.id, self.place.behind(), MOST_ARRIVALS)
                .await?;
        let mut look = Look { lines: 0, dropped: 0, deadline: Instant::now() + LOOK };
        let (mut events, mut place) = (Vec::new(), self.place);
        for arrival in came {
            let after = place.after.filter(|_| arrival.seq == place.seq);
            if look.is_over() {
                look.dropped += arrival.rows;
            } else {
                events.extend(self.read(&mut connection, arrival, after, &mut look).await?);
            }
            place = Place { seq: arrival.seq, after: None };
        }
        self.place = place;
        if look.dropped > 0 {
            let event = dropped(Some(look.dropped), self.asked.is_everything());
            events.push(event.id(place.to_string()));
        }
        Ok(events)
    }

    async fn read(
        &self,
        connection: &mut PgConnection,
        arrival: Arrival,
        after: Option<LogCursor>,
        look: &mut Look,
    ) -> Result<Vec<Event>, ApiError> {
        let filter = self.asked.resolve(connection).await?;
        let limit = MOST_LINES - look.lines;
        let rows =
            read_arrival(connection, &filter, arrival.seq, after, limit, look.deadline).await;
        let mut rows = match rows {
            Ok(rows) => rows,
            Err(StorageError::Deadline) => {
                look.dropped += arrival.rows;
                return Ok(Vec::new());
            }
            Err(error) => return Err(error.into()),
        };
        if rows.len() > limit {
            rows.truncate(limit);
            let sent = i64::try_from(limit).unwrap_or(i64::MAX);
            look.dropped += (arrival.rows - sent).max(1);
        }
        look.lines += rows.len();
        let places: Vec<LogCursor> = rows.iter().map(LogRow::cursor).collect();
        let logs = to_wire(connection, self.project.id, rows).await?;
        let events = places.into_iter().zip(logs).map(|(after, log)| {
            let place = Place { seq: arrival.seq, after: Some(after) };
            let data = serde_json::to_string(&log).unwrap_or_default();
            Event::default().id(place.to_string()).data(data)
        });
        Ok(events.collect())
    }
}

/// What one look has come to.
struct Look {
    lines: usize,
    dropped: i64,
    deadline: Instant,
}

impl Look {
    fn is_over(&self) -> bool {
        self.lines >= MOST_LINES || self.dropped > 0 || Instant::now() >= self.deadline
    }
}

fn dropped(count: Option<i64>, exact: bool) -> Event {
    Event::default().event("dropped").data(json!({"count": count, "exact": exact}).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back() {
        for text in ["0", "12", "12_1763700000000000000_5", "7_-1_-9223372036854775808"] {
            assert_eq!(Place::parse(text).map(|place| place.to_string()).unwrap(), text);
        }
        for text in ["", "-1", "x", "1_", "1_2", "1_2_3_4", "99999999999999999999"] {
            assert!(Place::parse(text).is_err(), "{text}");
        }
    }
}
