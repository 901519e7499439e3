//! The hub: reads what changed, once for all followers, and hands it to those of each project.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use farol_model::{SpanStatus, TraceId};
use farol_storage::{
    ExecutionChange, StorageError, execution_changes_after, execution_states,
    is_known_execution_change, last_execution_change,
};
use serde::Serialize;
use sqlx::PgConnection;
use tokio::{
    sync::broadcast::{Receiver, Sender, channel, error::RecvError},
    time::{sleep, timeout},
};

use crate::{AppState, Phase};

/// Between two looks at the database: a follower is told about twice a second at most.
const BETWEEN: Duration = Duration::from_millis(500);

/// How long the database is left alone after an error.
const AFTER_ERROR: Duration = Duration::from_secs(2);

/// Groups that one look takes, and whoever resumes.
const GROUPS: i64 = 64;
const RESUMED_GROUPS: i64 = 1_000;

/// Executions that are told of by name at once; where more changed, the client had better ask.
const MOST_ITEMS: usize = 200;

/// Batches that a follower may be behind.
const BEHIND: usize = 16;

/// An execution that changed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) execution_id: String,
    trace_id: TraceId,
    status: SpanStatus,
    is_new: bool,
}

/// What changed in a project between two looks.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) cursor: i64,
    /// The traces, and whether each is new.
    traces: BTreeMap<TraceId, bool>,
    /// `None` where they are too many.
    pub(super) items: Option<Vec<Item>>,
}

impl Batch {
    pub(super) fn has(&self, trace: TraceId) -> bool {
        self.traces.contains_key(&trace)
    }
}

/// Who follows what.
#[derive(Default)]
pub(super) struct Hub(Mutex<Followed>);

#[derive(Default)]
struct Followed {
    /// Whether the task runs that looks after followers; it ends with the last of them.
    runs: bool,
    /// Behind which nothing has been handed on.
    place: i64,
    projects: HashMap<i32, Sender<Arc<Batch>>>,
}

/// One who follows a project: hears of all that changes behind its place.
pub(super) struct Follower {
    pub(super) place: i64,
    batches: Receiver<Arc<Batch>>,
}

/// What a follower hears.
pub(super) enum Told {
    Changed(Arc<Batch>),
    /// It was too slow, and missed something.
    Missed,
    /// The server stops.
    End,
}

impl Follower {
    pub(super) async fn next(&mut self) -> Told {
        match self.batches.recv().await {
            Ok(batch) => {
                self.place = batch.cursor;
                Told::Changed(batch)
            }
            Err(RecvError::Lagged(_)) => Told::Missed,
            Err(RecvError::Closed) => Told::End,
        }
    }

    /// Takes as heard what was handed to others alone: a place that stands still would be forgotten.
    pub(super) fn catch_up(&mut self, hub: &Hub) {
        let followed = hub.lock();
        if self.batches.is_empty() {
            self.place = self.place.max(followed.place);
        }
    }
}

impl Hub {
    /// Follows a project from now on: whatever is not behind the follower's place, queries see.
    pub(super) async fn follow(
        state: &AppState,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<Follower, StorageError> {
        let last = last_execution_change(connection).await?;
        let mut followed = state.live.hub.lock();
        if !followed.runs {
            (followed.runs, followed.place) = (true, last);
            tokio::spawn(run(state.clone()));
        }
        let sender = followed.projects.entry(project_id).or_insert_with(|| channel(BEHIND).0);
        let batches = sender.subscribe();
        Ok(Follower { place: followed.place, batches })
    }

    fn lock(&self) -> MutexGuard<'_, Followed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets projects that nobody follows; says whether anybody is left.
    fn is_followed(&self) -> bool {
        let mut followed = self.lock();
        followed.projects.retain(|_, sender| sender.receiver_count() > 0);
        followed.runs = !followed.projects.is_empty();
        followed.runs
    }

    fn end(&self) {
        *self.lock() = Followed::default();
    }
}

/// Reads what changed in a project between two places; `None` where that is too long ago to tell.
pub(super) async fn changed_between(
    connection: &mut PgConnection,
    project_id: i32,
    since: i64,
    until: i64,
) -> Result<Option<Batch>, StorageError> {
    if !is_known_execution_change(connection, since).await? {
        return Ok(None);
    }
    let (changes, _) = execution_changes_after(connection, since, RESUMED_GROUPS).await?;
    if changes.last().is_some_and(|last| last.seq < until) {
        return Ok(None);
    }
    let changes = changes.into_iter().filter(|change| change.seq <= until);
    let traces = merge(changes).remove(&project_id).unwrap_or_default();
    Ok(Some(batch(connection, project_id, traces, until).await?))
}

/// Looks after followers until there are none, or the server stops.
async fn run(state: AppState) {
    let mut phase = state.phase.clone();
    let mut commits = state.ingest.commits();
    let looks = async {
        while state.live.hub.is_followed() {
            commits.mark_unchanged();
            let looked = look(&state).await;
            sleep(BETWEEN).await;
            match looked {
                Ok(true) => {}
                Ok(false) => drop(timeout(state.settings.live.poll, commits.changed()).await),
                Err(error) => {
                    tracing::debug!(%error, "those who follow executions wait for the database");
                    state.ingest.database().suspect();
                    sleep(AFTER_ERROR).await;
                }
            }
        }
    };
    tokio::select! {
        () = looks => {}
        _ = phase.wait_for(|phase| *phase != Phase::Ready) => state.live.hub.end(),
    }
}

/// Reads what changed, and hands it on; says whether there is more. Where it fails, the next look begins at
/// the same place.
async fn look(state: &AppState) -> Result<bool, StorageError> {
    let hub = &state.live.hub;
    let place = hub.lock().place;
    let mut connection = state.pool.acquire().await?;
    let (changes, has_more) = execution_changes_after(&mut connection, place, GROUPS).await?;
    let Some(place) = changes.last().map(|change| change.seq) else { return Ok(has_more) };
    let projects: Vec<i32> = hub.lock().projects.keys().copied().collect();
    let mut batches = Vec::new();
    for (project_id, traces) in merge(changes) {
        // One that somebody began to follow just now is told all the same, without names.
        let batch = if projects.contains(&project_id) {
            batch(&mut connection, project_id, traces, place).await?
        } else {
            Batch { cursor: place, traces, items: None }
        };
        batches.push((project_id, batch));
    }
    let mut followed = hub.lock();
    followed.place = place;
    for (project_id, batch) in batches {
        if let Some(sender) = followed.projects.get(&project_id) {
            sender.send(Arc::new(batch)).ok();
        }
    }
    Ok(has_more)
}

/// The traces of each project, each once; new where any of the changes brought it.
fn merge(
    changes: impl IntoIterator<Item = ExecutionChange>,
) -> BTreeMap<i32, BTreeMap<TraceId, bool>> {
    let mut projects: BTreeMap<i32, BTreeMap<TraceId, bool>> = BTreeMap::new();
    for change in changes {
        let traces = projects.entry(change.project_id).or_default();
        for (trace, is_new) in change.traces {
            *traces.entry(trace).or_default() |= is_new;
        }
    }
    projects
}

async fn batch(
    connection: &mut PgConnection,
    project_id: i32,
    traces: BTreeMap<TraceId, bool>,
    cursor: i64,
) -> Result<Batch, StorageError> {
    if traces.len() > MOST_ITEMS {
        return Ok(Batch { cursor, traces, items: None });
    }
    let wanted: Vec<TraceId> = traces.keys().copied().collect();
    let states = execution_states(connection, project_id, &wanted).await?;
    let items = states.into_iter().map(|state| Item {
        execution_id: state.execution_id.unwrap_or_else(|| state.trace_id.to_string()),
        trace_id: state.trace_id,
        status: state.status,
        is_new: traces.get(&state.trace_id).copied().unwrap_or_default(),
    });
    let items = Some(items.collect());
    Ok(Batch { cursor, traces, items })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_twice_is_told_once_and_is_new_if_it_ever_was() {
        let trace = |id: u128| TraceId::from_bytes(&id.to_be_bytes()).unwrap();
        let change = |seq, project_id, traces: &[(u128, bool)]| ExecutionChange {
            seq,
            project_id,
            traces: traces.iter().map(|(id, is_new)| (trace(*id), *is_new)).collect(),
        };
        let merged = merge([
            change(1, 1, &[(1, true), (2, false)]),
            change(2, 2, &[(1, false)]),
            change(3, 1, &[(1, false), (3, true)]),
        ]);
        let of = |project: i32| merged[&project].iter().map(|(id, new)| (*id, *new)).collect();
        let first: Vec<_> = of(1);
        assert_eq!(first, [(trace(1), true), (trace(2), false), (trace(3), true)]);
        let second: Vec<_> = of(2);
        assert_eq!(second, [(trace(1), false)]);
    }
}
