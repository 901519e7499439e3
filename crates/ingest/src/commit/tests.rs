//! Nothing is stored twice, however often a group is tried, and only what the database refuses is
//! left out.

use farol_model::{LogRecord, Span, SpanId, TraceId, UnixNano};
use farol_storage::ensure_project;
use sqlx::AssertSqlSafe;

use super::*;
use crate::spool::copy_through_spool;

/// 2026-11-21T09:00:00Z.
const NOON: UnixNano = UnixNano(1_795_251_600_000_000_000);

async fn committer(pool: &PgPool) -> Committer {
    let mut connection = pool.acquire().await.unwrap();
    ensure_project(&mut connection, "default").await.unwrap();
    Committer {
        commits: watch::Sender::new(0),
        pool: pool.clone(),
        partitions: Arc::default(),
        in_flight: Arc::default(),
        prices: Arc::default(),
        metrics: IngestMetrics::default(),
        limit: Duration::from_secs(30),
    }
}

async fn count(pool: &PgPool, table: &str) -> i64 {
    let statement = AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(statement).fetch_one(pool).await.unwrap()
}

fn logs(names: &[&str], hash: Option<[u8; 32]>) -> WriteRequest {
    let log = |name: &&str| LogRecord {
        time: NOON,
        event_name: Some((*name).to_owned()),
        ..LogRecord::default()
    };
    WriteRequest {
        project_id: 1,
        logs: names.iter().map(log).collect(),
        hash,
        ..WriteRequest::default()
    }
}

fn spans(names: &[&str]) -> WriteRequest {
    let span = |(id, name): (u64, &&str)| Span {
        trace_id: TraceId(Uuid::from_u128(7)),
        span_id: SpanId(id),
        start: NOON,
        end: Some(NOON),
        name: (*name).to_owned(),
        ..Span::default()
    };
    let spans = (1..).zip(names).map(span).collect();
    WriteRequest { project_id: 1, spans, ..WriteRequest::default() }
}

/// No text of Postgres holds U+0000.
const POISON: &str = "a\0b";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_group_is_stored_once_however_often_it_is_tried(pool: PgPool) {
    let committer = committer(&pool).await;
    let hash = Some([7; 32]);
    for requests in [
        vec![logs(&["one"], None), logs(&["two", "three"], hash), spans(&["a", "b"])],
        // These need no id to be told apart.
        vec![logs(&["two", "three"], hash), spans(&["a", "b"])],
    ] {
        let mut group = Group::new(requests);
        // As after an answer that was lost behind the commit.
        for _ in 0..2 {
            committer.commit(&mut group).await.unwrap();
        }
        let mut spooled = copy_through_spool(&group);
        for _ in 0..2 {
            committer.commit(&mut spooled).await.unwrap();
        }
        assert_eq!((count(&pool, "logs").await, count(&pool, "spans").await), (3, 2));
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn only_what_is_refused_is_left_out(pool: PgPool) {
    let committer = committer(&pool).await;
    let names = ["1", "2", POISON, "4", POISON, "6", "7"];
    let mut group = Group::new(vec![logs(&["good"], None), logs(&names, None), spans(&names)]);
    assert_eq!(committer.commit(&mut group).await.unwrap(), [0, 2, 2]);
    assert_eq!((count(&pool, "logs").await, count(&pool, "spans").await), (6, 5));
    // As after the database went away before the last part: all of it is tried again.
    let mut spooled = copy_through_spool(&group);
    assert_eq!(committer.commit(&mut spooled).await.unwrap(), [0, 2, 2]);
    assert_eq!((count(&pool, "logs").await, count(&pool, "spans").await), (6, 5));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_body_with_a_refused_item_that_comes_again_is_stored_once(pool: PgPool) {
    let committer = committer(&pool).await;
    for _ in 0..2 {
        // Its neighbour, too, is told apart by its own hash alone.
        let poisoned = logs(&["1", POISON, "3"], Some([1; 32]));
        let mut group = Group::new(vec![poisoned, logs(&["4", "5"], Some([2; 32]))]);
        assert_eq!(committer.commit(&mut group).await.unwrap(), [1, 0]);
        assert_eq!(count(&pool, "logs").await, 4);
    }
}
