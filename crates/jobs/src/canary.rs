//! The canary: a marked span goes the whole way now and then, and is looked for where it should be.
//!
//! Each Farol has its own, since each has a way in of its own. A span is looked for at once after its
//! acknowledgement, and once more some minutes later: what is lost late is lost, too.

mod metrics;

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use farol_ingest::Ingest;
use farol_model::{Span, SpanId, TraceId, UnixNano};
use farol_storage::{
    Actor, Limits, PartitionedTable, RetentionPolicy, SpanPage, SpanScope, StorageError,
    WriteRequest, ensure_project, find_executions, list_spans, load_policy, set_project_limits,
};
use sqlx::{PgConnection, PgPool};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub use self::metrics::CanaryMetrics;

/// The project that the canary's spans go to.
const PROJECT: &str = "farol-canary";

/// How long its spans are kept, and how long one is looked for at most.
const KEPT_DAYS: i64 = 1;
const LOOKED_FOR: Duration = Duration::from_hours(20);

/// When the canary writes and looks.
#[derive(Clone, Copy, Debug)]
pub struct CanarySettings {
    pub every: Duration,
    /// How long after its acknowledgement a span is looked for again.
    pub again_after: Duration,
}

/// What the canary works with.
#[derive(Clone)]
pub struct Canary {
    pub settings: CanarySettings,
    pub ingest: Ingest,
    pub pool: PgPool,
    pub metrics: CanaryMetrics,
}

/// A span that was acknowledged.
struct Written {
    trace_id: TraceId,
    start: UnixNano,
    acknowledged: Instant,
    seen: bool,
}

/// What was found of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Once,
    Twice,
    Nothing,
}

impl Canary {
    /// Writes and looks until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let mut turns = interval(self.settings.every);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut nest = Nest { project_id: None, written: VecDeque::new() };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = turns.tick() => {}
            }
            if stop.run_until_cancelled(self.turn(&mut nest)).await.is_none() {
                return;
            }
        }
    }

    async fn turn(&self, nest: &mut Nest) {
        if nest.project_id.is_none() {
            match self.settle().await {
                Ok(id) => nest.project_id = Some(id),
                Err(error) => tracing::warn!(%error, "the canary waits for the database"),
            }
        }
        let Some(project_id) = nest.project_id else { return };
        if let Some(written) = self.write(project_id).await {
            nest.written.push_back(written);
        }
        if let Err(error) = self.look(project_id, &mut nest.written).await {
            tracing::warn!(%error, "the canary cannot read; its spans wait");
        }
        self.metrics.waiting(nest.written.iter().filter(|of| !of.seen).count());
    }

    /// Makes the project, whose spans are kept for a day unless somebody said otherwise.
    async fn settle(&self) -> Result<i32, StorageError> {
        let mut connection = self.pool.acquire().await?;
        let project = ensure_project(&mut connection, PROJECT).await?;
        let policy = load_policy(&mut connection, &RetentionPolicy::default()).await?;
        let spans = PartitionedTable::Spans;
        if policy.project(project.id, spans) == Limits::default() {
            let limits = Limits { days: Some(KEPT_DAYS), max_bytes: None };
            set_project_limits(&mut connection, Actor::System, &project, spans, limits).await?;
        }
        Ok(project.id)
    }

    /// Sends a span the way that everybody's go.
    async fn write(&self, project_id: i32) -> Option<Written> {
        let (trace_id, start) = (TraceId(Uuid::new_v4()), UnixNano::now());
        let span = Span {
            trace_id,
            span_id: SpanId(1),
            start,
            end: Some(start),
            arrival: start.0,
            name: "canary".to_owned(),
            ..Span::default()
        };
        let request = WriteRequest { project_id, spans: vec![span], ..WriteRequest::default() };
        let begun = Instant::now();
        let stored = self.ingest.store(request, self.ingest.budget().reserve(project_id)).await;
        let Ok(_) = stored.inspect_err(|error| tracing::warn!(%error, "the canary was refused"))
        else {
            self.metrics.refused.inc();
            return None;
        };
        self.metrics.written(begun.elapsed());
        Some(Written { trace_id, start, acknowledged: Instant::now(), seen: false })
    }

    /// Looks for what was not seen yet, and once more for what was acknowledged a while ago. What the
    /// database cannot be asked about waits, and so does what may be in the spool.
    async fn look(
        &self,
        project_id: i32,
        written: &mut VecDeque<Written>,
    ) -> Result<(), StorageError> {
        let mut connection = self.pool.acquire().await?;
        // Asked first: what leaves the spool from here on is in the database.
        let spooled = self.spool_holds_something().await;
        // Retention takes what is older.
        written.retain(|of| of.acknowledged.elapsed() < LOOKED_FOR);
        for _ in 0..written.len() {
            let Some(mut span) = written.pop_front() else { break };
            let last_look = span.acknowledged.elapsed() >= self.settings.again_after;
            if span.seen && !last_look {
                written.push_back(span);
                continue;
            }
            let found = match find(&mut connection, project_id, &span).await {
                Ok(found) => found,
                Err(error) => {
                    written.push_back(span);
                    return Err(error);
                }
            };
            if found == Found::Nothing && spooled && !span.seen {
                written.push_back(span);
                continue;
            }
            self.metrics.looked(found, (!span.seen).then(|| span.acknowledged.elapsed()));
            if found == Found::Once && !last_look {
                span.seen = true;
                written.push_back(span);
            } else if found != Found::Once {
                let (trace, late) = (span.trace_id.to_string(), span.seen);
                tracing::error!(trace, late, ?found, "the canary's span is not as it was written");
            }
        }
        Ok(())
    }

    async fn spool_holds_something(&self) -> bool {
        match self.ingest.spool() {
            Some(spool) => spool.status().await.map_or(true, |status| status.waiting.records > 0),
            None => false,
        }
    }
}

/// What the canary remembers from turn to turn.
struct Nest {
    project_id: Option<i32>,
    written: VecDeque<Written>,
}

/// Looks for a span and for its execution's summary.
async fn find(
    connection: &mut PgConnection,
    project_id: i32,
    span: &Written,
) -> Result<Found, StorageError> {
    let scope = SpanScope {
        project_id,
        traces: vec![span.trace_id],
        first_start: span.start,
        last_start: span.start,
        has_versions: false,
    };
    let page = SpanPage { limit: 2, ..SpanPage::default() };
    let spans = list_spans(connection, &scope, page).await?.len();
    let trace = span.trace_id.to_string();
    let summaries = find_executions(connection, project_id, &trace).await?;
    let counted: i64 = summaries.iter().map(|of| of.summary.span_count).sum();
    Ok(match (spans, counted) {
        (1, 1) => Found::Once,
        (0, _) | (_, 0) => Found::Nothing,
        _ => Found::Twice,
    })
}
