//! Writers at work on a day that is being dropped: nothing that was acknowledged and kept is lost.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use farol_ingest::{Ingest, IngestMetrics, IngestSettings};
use farol_model::{Span, SpanId};
use farol_storage::{Partitions, Project, WriteRequest, sweep_executions};
use sqlx::{Acquire, PgPool};
use tokio::task::JoinSet;

use crate::support::{Home, NOW, SPANS, days, of, span};

/// Writers that write one span after the other, each of a trace of its own, until told to stop.
struct Load {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU64>,
    tasks: JoinSet<Vec<u64>>,
}

impl Load {
    fn start(home: &Home, project: &Project, days_ago: i64) -> Self {
        let settings = IngestSettings {
            writers: 2,
            memory_bytes: 1 << 24,
            group_rows: 100,
            group_bytes: 1 << 20,
            trace_spans: 100_000,
            commit_timeout: Duration::from_secs(15),
            prices: Arc::default(),
        };
        let partitions = Arc::new(Partitions::default());
        let metrics = IngestMetrics::default();
        let (ingest, writers) = Ingest::start(&settings, &home.pool, &partitions, metrics, None);
        let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let writers = Arc::new(writers);
        let mut tasks = JoinSet::new();
        for number in 0..4_u64 {
            let (ingest, writers) = (ingest.clone(), Arc::clone(&writers));
            let (stop, done) = (Arc::clone(&stop), Arc::clone(&acknowledged));
            let project_id = project.id;
            tasks.spawn(async move {
                let _writers = writers;
                let mut written = Vec::new();
                for turn in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let id = 1_000_000 * (number + 1) + turn;
                    let of = Span { span_id: SpanId(id), ..span(u128::from(id), days_ago) };
                    let request =
                        WriteRequest { project_id, spans: vec![of], ..WriteRequest::default() };
                    // As a client does that is told to come again.
                    while ingest
                        .store(request_of(&request), ingest.budget().reserve(project_id))
                        .await
                        .is_err()
                    {}
                    written.push(id);
                    done.fetch_add(1, Ordering::Relaxed);
                }
                written
            });
        }
        Self { stop, acknowledged, tasks }
    }

    /// Waits until so many more were acknowledged.
    async fn go_on(&self, more: u64) {
        let until = self.acknowledged.load(Ordering::Relaxed) + more;
        while self.acknowledged.load(Ordering::Relaxed) < until {
            tokio::task::yield_now().await;
        }
    }

    async fn stop(self) -> Vec<u64> {
        self.stop.store(true, Ordering::Relaxed);
        self.tasks.join_all().await.concat()
    }
}

fn request_of(request: &WriteRequest) -> WriteRequest {
    WriteRequest {
        project_id: request.project_id,
        spans: request.spans.clone(),
        ..WriteRequest::default()
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_others_write_to_a_day_that_goes_stays(pool: PgPool) {
    let home = Home::new(pool).await;
    home.limit(&home.shop, SPANS, days(7)).await;
    // The day exists with shop's rows alone; desk begins to write to it as it is dropped.
    home.write(&home.shop, vec![span(1, 10)], Vec::new()).await;
    let load = Load::start(&home, &home.desk, 10);
    home.keep(days(90)).await;
    load.go_on(50).await;
    // Again and again, with rows of shop's alone each time, as long as desk's are not there.
    for trace in 2..6 {
        home.writing.partitions.forget();
        home.write(&home.shop, vec![span(trace, 10)], Vec::new()).await;
        home.keep(days(90)).await;
        load.go_on(20).await;
    }
    let written = load.stop().await;
    assert_eq!(home.count_of(&home.shop, "spans").await, 0);
    let stored = home.count_of(&home.desk, "spans").await;
    assert_eq!(usize::try_from(stored).unwrap(), written.len());
    assert_eq!(home.count_of(&home.desk, "executions").await, stored);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_to_a_day_that_expired_for_all_go_on(pool: PgPool) {
    let home = Home::new(pool).await;
    let load = Load::start(&home, &home.desk, 40);
    let mut dropped = 0;
    for _ in 0..6 {
        load.go_on(20).await;
        dropped += of(&home.keep(days(30)).await, "spans").partitions_dropped;
    }
    load.go_on(20).await;
    let written = load.stop().await;
    assert!(dropped >= 5, "{dropped}: a day that is written to may be attached again once");
    assert!(written.len() >= 140);
    home.keep(days(30)).await;
    assert_eq!((home.count("spans").await, home.count("executions").await), (0, 0));
    assert_eq!(home.count("pg_class where relname = 'spans_20261012'").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_execution_that_goes_on_as_it_is_swept_has_a_summary(pool: PgPool) {
    let home = Arc::new(Home::new(pool).await);
    home.write(&home.desk, vec![span(1, 40), span(2, 0)], Vec::new()).await;
    let mut connection = home.pool.acquire().await.unwrap();
    let mut sweeping = connection.begin().await.unwrap();
    sqlx::raw_sql("select from executions for update").execute(&mut *sweeping).await.unwrap();
    // A writer has found the summary and waits for its lock.
    let writing = tokio::spawn({
        let home = Arc::clone(&home);
        async move {
            let late = Span { span_id: SpanId(2), ..span(1, 1) };
            home.write(&home.desk, vec![late], Vec::new()).await;
        }
    });
    while home
        .count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
        .await
        == 0
    {
        tokio::task::yield_now().await;
    }
    let first_kept = NOW.day() - 30;
    assert_eq!(sweep_executions(&mut sweeping, home.desk.id, first_kept).await.unwrap(), 1);
    sweeping.commit().await.unwrap();
    writing.await.unwrap();
    let of_trace = "executions where execution_id = 'order-1' and span_count = 1";
    assert_eq!(home.count(of_trace).await, 1);
}
