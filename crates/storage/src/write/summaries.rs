//! Executions summed up in the transaction that writes their spans.

use std::collections::{BTreeMap, BTreeSet};

use farol_model::{Execution, Payload, Span, SpanId, SummarySpan, TraceId, summarise};
use sqlx::PgConnection;

use crate::{
    StorageError,
    executions::{
        Key, StoredScope, insert_aliases, insert_executions, lock_executions, preview_of,
        sum_stored, update_executions,
    },
    spans::ProjectSpan,
};

/// The executions of a group, inserted or locked until the transaction ends.
pub(super) struct Claimed {
    in_hand: Vec<(i32, Execution)>,
    /// Those that were there before, as they are stored.
    scopes: Vec<StoredScope>,
}

impl Claimed {
    /// The executions that were there before, in the order of their keys.
    pub(super) fn scopes(&self) -> &[StoredScope] {
        &self.scopes
    }
}

/// Inserts the executions of these spans that nobody has seen, summed from the spans in hand, and locks
/// the others; with `all`, those that are new count as others.
pub(super) async fn claim(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
    all: bool,
) -> Result<Claimed, StorageError> {
    let in_hand: Vec<(i32, Execution)> = spans
        .chunk_by(|one, next| key(*one) == key(*next))
        .filter_map(|of_trace| Some((of_trace[0].project_id, sum_in_hand(of_trace)?)))
        .collect();
    let mut new: BTreeSet<Key> = BTreeSet::new();
    loop {
        new.extend(insert_executions(connection, &in_hand).await?);
        insert_aliases(connection, &in_hand).await?;
        let keys = in_hand.iter().map(|(project_id, of)| (*project_id, of.trace_id.0));
        let known: Vec<Key> = keys.filter(|key| all || !new.contains(key)).collect();
        let scopes = match known[..] {
            [] => Vec::new(),
            _ => lock_executions(connection, &known).await?,
        };
        // Else retention took one away since it was found: now it is new.
        if scopes.len() == known.len() {
            return Ok(Claimed { in_hand, scopes });
        }
    }
}

/// Writes the summaries of these spans' executions, the spans being stored already.
///
/// A trace that nobody has seen was summed from the spans in hand when it was claimed; any other is
/// summed anew from all that are stored, under the lock of its row. `replaced` says that some of the spans
/// in hand stand for others than were stored before, or are not the newest.
pub(super) async fn write(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
    claimed: Claimed,
    replaced: bool,
) -> Result<(), StorageError> {
    let Claimed { in_hand, mut scopes } = claimed;
    if scopes.is_empty() {
        return Ok(());
    }
    let in_hand: BTreeMap<Key, &Execution> =
        in_hand.iter().map(|(project_id, of)| ((*project_id, of.trace_id.0), of)).collect();
    for scope in &mut scopes {
        if let Some(execution) = in_hand.get(&(scope.project_id, scope.trace_id)) {
            widen(scope, execution);
        }
    }
    let sums = sum_stored(connection, &scopes, (!replaced).then_some(spans)).await?;
    update_executions(connection, &sums).await?;
    // A trace may only now show its caller's id.
    insert_aliases(connection, &sums).await
}

/// Takes the spans in hand into the bounds of what is stored.
fn widen(scope: &mut StoredScope, execution: &Execution) {
    scope.start_ns = scope.start_ns.min(execution.summary.start.0);
    scope.last_start_ns = scope.last_start_ns.max(execution.summary.last_start.0);
}

fn key(of: ProjectSpan<'_>) -> Key {
    (of.project_id, of.span.trace_id.0)
}

fn sum_in_hand(spans: &[ProjectSpan<'_>]) -> Option<Execution> {
    let summary = summarise(spans.iter().map(|of| as_summary(of.span)).collect())?;
    let find =
        |id: Option<SpanId>| spans.iter().map(|of| of.span).find(|span| Some(span.span_id) == id);
    let input_preview = find(summary.input_span).and_then(|span| preview_of(span, true));
    let output_preview = find(summary.output_span).and_then(|span| preview_of(span, false));
    Some(Execution {
        trace_id: spans.first().map_or_else(TraceId::default, |of| of.span.trace_id),
        summary,
        input_preview,
        output_preview,
    })
}

fn as_summary(span: &Span) -> SummarySpan<'_> {
    SummarySpan {
        span_id: span.span_id,
        parent: span.parent_span_id,
        start: span.start,
        end: span.end,
        arrival: span.arrival,
        version_arrival: span.version_arrival,
        span_type: span.span_type,
        status: span.status,
        name: &span.name,
        service: span.resource.service.as_deref(),
        execution_id: span.execution_id.as_deref(),
        agent_id: span.agent_id.as_deref(),
        agent_name: span.agent_name.as_deref(),
        thread_id: span.thread_id.as_deref(),
        session_id: span.session_id.as_deref(),
        user_id: span.user_id.as_deref(),
        company_id: span.company_id.as_deref(),
        entity_type: span.entity_type.as_deref(),
        entity_value: span.entity_value.as_deref(),
        model: span.model.as_deref(),
        response_id: span.response_id.as_deref(),
        error: span
            .error
            .as_ref()
            .and_then(|error| error.message.as_deref().or(error.error_type.as_deref())),
        usage: span.usage,
        cost: span.cost,
        cost_estimated: span.cost_estimated,
        has_input: span.input != Payload::None,
        has_output: span.output != Payload::None,
    }
}
