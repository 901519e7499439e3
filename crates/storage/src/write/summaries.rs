//! Executions summed up in the transaction that writes their spans.

use std::collections::{BTreeMap, BTreeSet};

use farol_model::{Execution, SpanId, Trace, TraceId};
use sqlx::{Connection, PgConnection};

use super::{
    in_flight::Flight,
    statistics::{Change, Deltas},
};
use crate::{
    StorageError,
    executions::{
        Key, LARGE_TRACE, ProjectExecution, StoredScope, as_summary, copy_executions, count_known,
        count_out_stored, insert_aliases, insert_executions, lock_executions, preview_of,
        sum_stored, update_executions, write_changes,
    },
    spans::ProjectSpan,
};

/// The executions of a group, inserted or locked until the transaction ends.
pub(super) struct Claimed<'s> {
    in_hand: Vec<(i32, Execution)>,
    /// Those that were there before, as they are stored.
    scopes: Vec<StoredScope>,
    /// Those that nobody had seen.
    new: BTreeSet<Key>,
    /// What changes in the statistics: so far what is new adds.
    pub(super) deltas: Deltas<'s>,
    /// Whether what was stored of the others has been counted out of them.
    counted_out: bool,
}

impl Claimed<'_> {
    /// Refuses what would make a trace larger than it may be: what is there already adds nothing to it.
    /// `copied` says that those of the spans that are no nodes have just been stored, all of them new.
    pub(super) async fn check_room(
        &self,
        connection: &mut PgConnection,
        spans: &[ProjectSpan<'_>],
        most: Option<usize>,
        copied: bool,
    ) -> Result<(), StorageError> {
        let Some(most) = most.and_then(|most| i64::try_from(most).ok()) else { return Ok(()) };
        let mut full = Vec::new();
        for (project_id, execution) in &self.in_hand {
            let trace = execution_key((*project_id, execution));
            let brought = execution.summary.span_count;
            let Some(scope) = self.stored(trace) else {
                full.extend((brought > most).then_some(trace));
                continue;
            };
            if scope.span_count + brought <= most {
                continue;
            }
            let may_be_known =
                |of: &&ProjectSpan<'_>| key(**of) == trace && (!copied || of.span.node.is_some());
            let ids = spans.iter().filter(may_be_known).map(|of| of.span.span_id.to_i64());
            let new = brought - count_known(connection, scope, &ids.collect::<Vec<_>>()).await?;
            full.extend((new > 0 && scope.span_count + new > most).then_some(trace));
        }
        if full.is_empty() { Ok(()) } else { Err(StorageError::TraceFull(full)) }
    }

    /// What was there before of a trace.
    fn stored(&self, trace: Key) -> Option<&StoredScope> {
        let place = self.scopes.binary_search_by_key(&trace, StoredScope::key).ok()?;
        (!self.new.contains(&trace)).then_some(&self.scopes[place])
    }

    /// Whether summing up what is stored takes memory worth speaking of.
    pub(super) fn is_large(&self) -> bool {
        self.scopes.iter().any(|scope| scope.span_count > LARGE_TRACE)
    }

    /// The executions that were there before, in the order of their keys.
    pub(super) fn scopes(&self) -> &[StoredScope] {
        &self.scopes
    }

    /// Writes down which executions were touched, for whoever follows them.
    pub(super) async fn tell(&self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let touched = self.in_hand.iter().map(|(project_id, of)| (*project_id, of.trace_id.0));
        write_changes(connection, touched, &self.new).await
    }

    /// Counts out of the statistics what was stored before a change, while that can be told: what is
    /// stored may be replaced next.
    pub(super) async fn count_out(
        &mut self,
        connection: &mut PgConnection,
        change: Change<'_>,
    ) -> Result<(), StorageError> {
        if !self.counted_out {
            count_out_stored(connection, &self.scopes, &mut self.deltas, change).await?;
            self.counted_out = true;
        }
        Ok(())
    }
}

/// Inserts the executions of these spans that nobody has seen, summed from the spans in hand, and locks
/// the others; with `all`, those that are new count as others.
pub(super) async fn claim<'s>(
    connection: &mut PgConnection,
    flight: &mut Flight<'_>,
    spans: &[ProjectSpan<'s>],
    all: bool,
) -> Result<Claimed<'s>, StorageError> {
    let (in_hand, traces): (Vec<(i32, Execution)>, Vec<Trace<'s>>) = spans
        .chunk_by(|one, next| key(*one) == key(*next))
        .filter_map(|of_trace| {
            let trace = Trace::of(of_trace.iter().map(|of| as_summary(of.span)).collect())?;
            Some(((of_trace[0].project_id, sum_in_hand(of_trace, &trace)), trace))
        })
        .unzip();
    let executions = borrowed(&in_hand);
    let keys = || executions.iter().map(|of| execution_key(*of));
    let contested = flight.join(keys());
    let (mut new, mut scopes) = insert_unseen(connection, &executions, &contested).await?;
    let found: BTreeSet<Key> = scopes.iter().map(StoredScope::key).collect();
    loop {
        let left = executions.iter().copied().filter(|of| {
            let key = execution_key(*of);
            !new.contains(&key) && !found.contains(&key)
        });
        let left: Vec<ProjectExecution<'_>> = left.collect();
        if !left.is_empty() {
            new.extend(insert_executions(connection, &left).await?);
        }
        insert_aliases(connection, &executions).await?;
        let is_unlocked = |key: &Key| (all || !new.contains(key)) && !found.contains(key);
        let unlocked: Vec<Key> = keys().filter(is_unlocked).collect();
        let locked = lock_executions(connection, &unlocked).await?;
        // Else retention took one away since it was found: now it is new.
        if locked.len() == unlocked.len() {
            scopes.extend(locked);
            scopes.sort_unstable_by_key(StoredScope::key);
            let mut deltas = Deltas::default();
            for ((project_id, of), trace) in in_hand.iter().zip(&traces) {
                if !all && new.contains(&(*project_id, of.trace_id.0)) {
                    trace.count_into(deltas.of(*project_id), 1);
                }
            }
            return Ok(Claimed { in_hand, scopes, new, deltas, counted_out: false });
        }
    }
}

/// Writes the summaries of these spans' executions, the spans being stored already.
///
/// A trace that nobody has seen was summed from the spans in hand when it was claimed; any other is
/// summed anew from all that are stored, under the lock of its row. `replaced` says that some of the spans
/// in hand stand for others than were stored before, or are not the newest; `change` what was written.
pub(super) async fn write(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
    claimed: &mut Claimed<'_>,
    replaced: bool,
    change: Change<'_>,
) -> Result<(), StorageError> {
    let Claimed { in_hand, scopes, deltas, counted_out, .. } = claimed;
    if scopes.is_empty() {
        return Ok(());
    }
    let in_hand: BTreeMap<Key, &Execution> =
        in_hand.iter().map(|(project_id, of)| ((*project_id, of.trace_id.0), of)).collect();
    for scope in scopes.iter_mut() {
        if let Some(execution) = in_hand.get(&scope.key()) {
            widen(scope, execution);
        }
    }
    let added = (!replaced).then_some(spans);
    let change = (!*counted_out).then_some(change);
    let sums = sum_stored(connection, scopes, added, deltas, change).await?;
    let sums = borrowed(&sums);
    update_executions(connection, &sums).await?;
    // A trace may only now show its caller's id.
    insert_aliases(connection, &sums).await
}

/// Copies the summaries of traces that nobody has seen and that no other group here is writing. Returns
/// the traces that it wrote, and of the others those that were there before, whose summaries are locked now.
async fn insert_unseen(
    connection: &mut PgConnection,
    executions: &[ProjectExecution<'_>],
    contested: &BTreeSet<Key>,
) -> Result<(BTreeSet<Key>, Vec<StoredScope>), StorageError> {
    let uncontested =
        executions.iter().copied().filter(|of| !contested.contains(&execution_key(*of)));
    let mut unseen: Vec<ProjectExecution<'_>> = uncontested.collect();
    let keys: Vec<Key> = unseen.iter().map(|of| execution_key(*of)).collect();
    let stored = lock_executions(connection, &keys).await?;
    let found: BTreeSet<Key> = stored.iter().map(StoredScope::key).collect();
    unseen.retain(|of| !found.contains(&execution_key(*of)));
    if unseen.is_empty() {
        return Ok((BTreeSet::new(), stored));
    }
    let mut copying = connection.begin().await?;
    match copy_executions(&mut copying, &unseen).await {
        Ok(()) => {
            copying.commit().await?;
            Ok((unseen.iter().map(|of| execution_key(*of)).collect(), stored))
        }
        // Some other process was quicker with one of them.
        Err(StorageError::Duplicate(_)) => {
            copying.rollback().await?;
            Ok((BTreeSet::new(), stored))
        }
        Err(error) => Err(error),
    }
}

fn borrowed(executions: &[(i32, Execution)]) -> Vec<ProjectExecution<'_>> {
    executions.iter().map(|(project_id, of)| (*project_id, of)).collect()
}

const fn execution_key((project_id, of): ProjectExecution<'_>) -> Key {
    (project_id, of.trace_id.0)
}

/// Takes the spans in hand into the bounds of what is stored.
fn widen(scope: &mut StoredScope, execution: &Execution) {
    scope.start_ns = scope.start_ns.min(execution.summary.start.0);
    scope.last_start_ns = scope.last_start_ns.max(execution.summary.last_start.0);
}

fn key(of: ProjectSpan<'_>) -> Key {
    (of.project_id, of.span.trace_id.0)
}

fn sum_in_hand(spans: &[ProjectSpan<'_>], trace: &Trace<'_>) -> Execution {
    let summary = trace.summary();
    let find =
        |id: Option<SpanId>| spans.iter().map(|of| of.span).find(|span| Some(span.span_id) == id);
    let input_preview = find(summary.input_span).and_then(|span| preview_of(span, true));
    let output_preview = find(summary.output_span).and_then(|span| preview_of(span, false));
    let trace_id = spans.first().map_or_else(TraceId::default, |of| of.span.trace_id);
    Execution { trace_id, summary, input_preview, output_preview }
}
