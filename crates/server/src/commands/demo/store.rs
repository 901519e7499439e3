//! The way in: what is made goes through the same queue and writers as what is sent.

use std::{collections::HashSet, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use farol_ingest::{Ingest, IngestMetrics};
use farol_model::UnixNano;
use farol_storage::{ConnectSettings, Partitions, Project, WriteRequest, connect};
use tokio::task::JoinSet;

use super::{plan::make_hour, scene::Scene, trace::Items};
use crate::{commands::serve::ingest_settings, config::Config, database::Database};

/// Hours that are made and written at once.
const AT_ONCE: usize = 3;

/// Places in the order of arrival that an hour has: more than it has items.
const ARRIVALS: i64 = 1_000_000;

/// How much was stored.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) executions: usize,
    pub(super) spans: usize,
    pub(super) logs: usize,
    pub(super) events: usize,
    pub(super) scores: usize,
}

/// Makes and stores so many hours, the oldest first.
pub(super) async fn store(
    database: &Database,
    config: &Config,
    project: &Project,
    scene: &Arc<Scene>,
    hours: i64,
) -> anyhow::Result<Made> {
    let settings = ingest_settings(config)?;
    let pool = connect(
        database.options.clone(),
        &ConnectSettings {
            max_connections: u32::try_from(settings.writers + 1).unwrap_or(u32::MAX),
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_mins(2),
            slow_query: Duration::from_secs(30),
        },
    );
    let partitions = Arc::new(Partitions::default());
    let (ingest, writers) =
        Ingest::start(&settings, &pool, &partitions, IngestMetrics::default(), None);
    ingest.privacy().load(&mut *pool.acquire().await?).await?;
    ingest.open();
    let made = store_hours(&ingest, project.id, scene, hours).await;
    ingest.close();
    writers.finish().await;
    pool.close().await;
    made
}

async fn store_hours(
    ingest: &Ingest,
    project_id: i32,
    scene: &Arc<Scene>,
    hours: i64,
) -> anyhow::Result<Made> {
    let (mut made, mut working) = (Made::default(), JoinSet::new());
    // Behind what has come so far: places are times of receipt that never repeat.
    let first_arrival = UnixNano::now().0 - hours * ARRIVALS;
    for hours_ago in (0..hours).rev() {
        if working.len() >= AT_ONCE {
            add(&mut made, working.join_next().await)?;
        }
        let (ingest, scene) = (ingest.clone(), Arc::clone(scene));
        let arrival = first_arrival + (hours - hours_ago - 1) * ARRIVALS;
        working.spawn(async move {
            let items = tokio::task::spawn_blocking(move || make_hour(&scene, hours_ago)).await?;
            store_items(&ingest, project_id, items, arrival).await
        });
    }
    while !working.is_empty() {
        add(&mut made, working.join_next().await)?;
    }
    Ok(made)
}

type Joined = Option<Result<anyhow::Result<Made>, tokio::task::JoinError>>;

fn add(made: &mut Made, joined: Joined) -> anyhow::Result<()> {
    let Some(joined) = joined else { return Ok(()) };
    let hour = joined.context("an hour could not be made")??;
    made.executions += hour.executions;
    made.spans += hour.spans;
    made.logs += hour.logs;
    made.events += hour.events;
    made.scores += hour.scores;
    Ok(())
}

async fn store_items(
    ingest: &Ingest,
    project_id: i32,
    mut items: Items,
    first_arrival: i64,
) -> anyhow::Result<Made> {
    items.spans.sort_by_key(|span| span.start);
    items.logs.sort_by_key(|log| log.time);
    items.events.sort_by_key(|event| event.time);
    let spans = items.spans.iter_mut().map(|span| &mut span.arrival);
    let logs = items.logs.iter_mut().map(|log| &mut log.arrival);
    let events = items.events.iter_mut().map(|event| &mut event.arrival);
    let scores = items.scores.iter_mut().map(|score| &mut score.arrival);
    let all = spans.chain(logs).chain(events).chain(scores);
    for (arrival, place) in (first_arrival..).zip(all) {
        *place = arrival;
    }
    let traces: HashSet<_> = items.spans.iter().map(|span| span.trace_id).collect();
    let made = Made {
        executions: traces.len(),
        spans: items.spans.len(),
        logs: items.logs.len(),
        events: items.events.len(),
        scores: items.scores.len(),
    };
    let request = WriteRequest {
        project_id,
        spans: items.spans,
        logs: items.logs,
        events: items.events,
        scores: items.scores,
        ..WriteRequest::default()
    };
    let reservation = ingest.budget().reserve(project_id);
    let stored = ingest.store(request, reservation).await?;
    ensure!(stored.refused == 0, "the database refused {} items", stored.refused);
    Ok(made)
}
