//! `/ws/executions/{id}`: what happens inside one execution.

use std::collections::{HashMap, HashSet};

use axum::{extract::State, response::Response};
use farol_model::{SpanId, SpanStatus, TraceId, UnixNano};
use farol_storage::{Project, SpanPage, SpanRow, SpanScope, each_span, span_outcomes};
use tokio::{
    sync::mpsc::Sender,
    time::{Duration, Instant, sleep, sleep_until},
};

use super::{
    event::Event,
    hub::{Batch, Follower, Hub, Told},
    opening::Opening,
    socket::End,
    steps::{Happened, Layer, Seen, Step},
};
use crate::{
    AppState,
    audit::tell_read,
    error::{ApiError, ErrorCode},
    executions::Found,
    path::Path,
    query::{NoParameters, Query},
};

/// Between two looks: half a second, and four times what the last one took.
const BETWEEN: Duration = Duration::from_millis(500);
const TIMES: u32 = 4;

/// How long the database is left alone after an error.
const AFTER_ERROR: Duration = Duration::from_secs(2);

/// Steps that are told together, and bytes that each output may have: so much is in memory at once.
const STEPS: usize = 200;
const OUTPUT_BYTES: i32 = 16 * 1024;

/// Follows one execution over WebSocket. Messages are JSON text `{type, …}`: what is there already first, then
/// what happens. `layer_start {layer_id, flowlet_name, timestamp}` when a span below the root first shows,
/// `layer_progress {layer_id, progress_percent, status}` for a repeated running version that carries
/// `metadata.progress`, `layer_complete {layer_id, status, duration_ms, output}` or
/// `layer_error {layer_id, error_message, retry_count}` when it ends; of the execution itself
/// `play_state_change {play_id, old_status, new_status, timestamp}`, and once, when it has ended,
/// `play_complete {play_id, final_status, duration_ms, kv_summary}`. An output beyond 16 KiB is left out
/// (`output_omitted`); beyond the cap of spans, `layers_limited {play_id, limit, span_count}` says so. A
/// request without an upgrade gets 426.
#[utoipa::path(get, path = "/ws/executions/{id}", tag = "live", params(("id" = String, Path)),
    responses((status = 101), (status = 404, body = crate::error::Problem),
        (status = 426, body = crate::error::Problem)))]
pub(super) async fn follow_execution(
    State(state): State<AppState>,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    opening: Opening,
) -> Result<Response, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let project = opening.reader.project.clone();
    // Followed before it is looked at, so that nothing falls between.
    let follower = Hub::follow(&state, &mut connection, project.id).await?;
    let found = Found::find(state.settings.execution_quiet, &mut connection, &project, &id).await?;
    // Outputs are told, and they may be what was said.
    let own_id = &found.execution.execution_id;
    tell_read(&state, &mut connection, &opening.reader, "execution", own_id).await?;
    drop(connection);
    let play =
        Play { state: state.clone(), project, id, told: None, complete: false, limited: false };
    Ok(opening.open(state, |frames| play.follow(follower, frames)))
}

/// What a follower was told of the execution as a whole.
struct Play {
    state: AppState,
    project: Project,
    id: String,
    told: Option<SpanStatus>,
    complete: bool,
    limited: bool,
}

/// What one look found.
struct Look {
    found: Found,
    layers: Vec<Layer>,
}

impl Play {
    async fn follow(mut self, mut follower: Follower, frames: Sender<String>) -> End {
        let mut seen = Seen::default();
        loop {
            let began = Instant::now();
            let look = match self.look().await {
                Ok(look) => look,
                Err(error) if error.code == ErrorCode::NotFound => return End::Gone,
                Err(error) => {
                    wait_for_database(&error).await;
                    continue;
                }
            };
            let took = began.elapsed();
            self.tell(&look, &mut seen, &frames).await;
            // What changes meanwhile waits with the hub.
            sleep(BETWEEN.max(took * TIMES)).await;
            if !self.until_changed(&look.found, &mut follower).await {
                return End::ServerStops;
            }
        }
    }

    async fn look(&self) -> Result<Look, ApiError> {
        let mut connection = self.state.pool.acquire().await?;
        let found = Found::find(
            self.state.settings.execution_quiet,
            &mut connection,
            &self.project,
            &self.id,
        )
        .await?;
        let roots: HashSet<(TraceId, SpanId)> = found.roots.iter().copied().collect();
        let page = SpanPage { limit: self.state.settings.trace_span_limit, ..SpanPage::default() };
        let mut layers = Vec::new();
        each_span(&mut connection, &found.scope, page, &mut |row| {
            if !roots.contains(&(row.trace_id, row.span_id)) {
                layers.push(layer(row));
            }
        })
        .await?;
        Ok(Look { found, layers })
    }

    /// Tells what is new.
    async fn tell(&mut self, look: &Look, seen: &mut Seen, frames: &Sender<String>) {
        let execution = &look.found.execution;
        let send = async |event: Event<'_>| {
            // Fails only where the client is gone, and this with it.
            frames.send(event.text()).await.ok();
        };
        let running = execution.status == SpanStatus::Running;
        let change = (self.told != Some(execution.status)).then(|| Event::PlayStateChange {
            play_id: &execution.execution_id,
            old_status: self.told.replace(execution.status),
            new_status: execution.status,
            timestamp: match execution.end_time {
                Some(end) => end,
                None if running => execution.start_time,
                None => UnixNano(look.found.last_arrival),
            },
        });
        // That it runs comes before what happens in it, that it does not comes after.
        let (before, after) = if running { (change, None) } else { (None, change) };
        if let Some(event) = before {
            send(event).await;
        }
        let limit = self.state.settings.trace_span_limit;
        if look.found.span_count > limit && !self.limited {
            self.limited = true;
            let (play_id, span_count) = (&execution.execution_id, look.found.span_count);
            send(Event::LayersLimited { play_id, limit, span_count }).await;
        }
        for steps in seen.steps(&look.layers).chunks(STEPS) {
            // Told as they are known to have happened, however long the database is away in between.
            let texts = loop {
                match self.texts(&look.found.scope, &look.layers, steps).await {
                    Ok(texts) => break texts,
                    Err(error) => wait_for_database(&error).await,
                }
            };
            for text in texts {
                frames.send(text).await.ok();
            }
        }
        if let Some(event) = after {
            send(event).await;
        }
        if execution.ended && !self.complete {
            self.complete = true;
            send(Event::complete(execution)).await;
        }
    }

    /// The messages of some steps, with what came of their spans.
    async fn texts(
        &self,
        scope: &SpanScope,
        layers: &[Layer],
        steps: &[Step],
    ) -> Result<Vec<String>, ApiError> {
        let needed = steps.iter().filter(|step| step.happened != Happened::Started);
        let needed: Vec<SpanId> = needed.map(|step| layers[step.layer].span_id).collect();
        let mut outcomes = HashMap::new();
        if !needed.is_empty() {
            let mut connection = self.state.pool.acquire().await?;
            let found = span_outcomes(&mut connection, scope, &needed, OUTPUT_BYTES).await?;
            outcomes.extend(found.into_iter().map(|of| ((of.trace_id, of.span_id), of)));
        }
        let texts = steps.iter().filter_map(|step| {
            let layer = &layers[step.layer];
            let outcome = outcomes.get(&(layer.trace_id, layer.span_id));
            Event::of(*step, layer, outcome).map(|event| event.text())
        });
        Ok(texts.collect())
    }

    /// Waits until the execution may have changed, or may have ended by now; `false` at the end of the server.
    async fn until_changed(&self, found: &Found, follower: &mut Follower) -> bool {
        let quiet = async {
            match self.quiet_at(found) {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(quiet);
        loop {
            tokio::select! {
                () = &mut quiet => return true,
                told = follower.next() => match told {
                    Told::Changed(batch) if !touches(&batch, found) => {}
                    Told::Changed(_) | Told::Missed => return true,
                    Told::End => return false,
                },
            }
        }
    }

    /// When it will have ended, if nothing more comes.
    fn quiet_at(&self, found: &Found) -> Option<Instant> {
        let waits = !self.complete && found.execution.status != SpanStatus::Running;
        let since = UnixNano::now().0.saturating_sub(found.last_arrival);
        let since = Duration::from_nanos(u64::try_from(since).unwrap_or(0));
        waits.then(|| Instant::now() + self.state.settings.execution_quiet.saturating_sub(since))
    }
}

async fn wait_for_database(error: &ApiError) {
    tracing::debug!(error = error.detail, "a follower waits for the database");
    sleep(AFTER_ERROR).await;
}

/// Whether a batch may tell of this execution: of its traces, or of a new one that its own id covers too.
fn touches(batch: &Batch, found: &Found) -> bool {
    let id = &found.execution.execution_id;
    found.scope.traces.iter().any(|trace| batch.has(*trace))
        || match &batch.items {
            Some(items) => items.iter().any(|item| item.execution_id == *id),
            None => *id != found.execution.trace_id.to_string(),
        }
}

fn layer(row: SpanRow) -> Layer {
    let error = row.error.and_then(|error| {
        let error: farol_model::SpanError = serde_json::from_str(error.get()).ok()?;
        error.message.or(error.error_type)
    });
    Layer {
        trace_id: row.trace_id,
        span_id: row.span_id,
        name: row.name,
        start: row.start,
        end: row.end,
        status: row.status,
        error: error.or(row.status_message),
        version: row.version_arrival.unwrap_or(row.arrival),
    }
}
