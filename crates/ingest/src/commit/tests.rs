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
        writing: Arc::new(Writing::new(Arc::default(), Arc::default(), Some(8))),
        full: Arc::default(),
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

fn refused(stored: Result<Vec<Stored>, StorageError>) -> Vec<usize> {
    stored.unwrap().into_iter().map(|of| of.refused).collect()
}

/// No text of Postgres holds U+0000.
const POISON: &str = "a\0b";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_group_is_stored_once_however_often_it_is_tried(pool: PgPool) {
    let committer = committer(&pool).await;
    let hash = Some([7; 32]);
    for requests in [
        vec![logs(&["one"], None), logs(&["two", "three"], hash), spans(&["a", "b"])],
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
async fn a_group_out_of_the_spool_is_known_after_its_bodies_are_forgotten(pool: PgPool) {
    let committer = committer(&pool).await;
    let mut group = Group::new(vec![logs(&["one", "two"], Some([7; 32]))]);
    committer.commit(&mut group).await.unwrap();
    // As after an outage of days.
    let forget = "truncate request_hashes_0, request_hashes_1, request_hashes_2";
    sqlx::raw_sql(forget).execute(&pool).await.unwrap();
    committer.commit(&mut copy_through_spool(&group)).await.unwrap();
    assert_eq!(count(&pool, "logs").await, 2);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn only_what_is_refused_is_left_out(pool: PgPool) {
    let committer = committer(&pool).await;
    let names = ["1", "2", POISON, "4", POISON, "6", "7"];
    let mut group = Group::new(vec![logs(&["good"], None), logs(&names, None), spans(&names)]);
    assert_eq!(refused(committer.commit(&mut group).await), [0, 2, 2]);
    assert_eq!((count(&pool, "logs").await, count(&pool, "spans").await), (6, 5));
    // As after the database went away before the last part: all of it is tried again.
    let mut spooled = copy_through_spool(&group);
    assert_eq!(refused(committer.commit(&mut spooled).await), [0, 2, 2]);
    assert_eq!((count(&pool, "logs").await, count(&pool, "spans").await), (6, 5));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_body_with_a_refused_item_that_comes_again_is_stored_once(pool: PgPool) {
    let committer = committer(&pool).await;
    for _ in 0..2 {
        // Its neighbour, too, is told apart by its own hash alone.
        let poisoned = logs(&["1", POISON, "3"], Some([1; 32]));
        let mut group = Group::new(vec![poisoned, logs(&["4", "5"], Some([2; 32]))]);
        assert_eq!(refused(committer.commit(&mut group).await), [1, 0]);
        assert_eq!(count(&pool, "logs").await, 4);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_full_trace_takes_no_more_and_costs_no_other_its_spans(pool: PgPool) {
    let committer = committer(&pool).await;
    let names = ["1", "2", "3", "4", "5", "6"];
    committer.commit(&mut Group::new(vec![spans(&names)])).await.unwrap();
    let mut more = spans(&["7", "8", "9"]);
    more.spans.iter_mut().for_each(|span| span.span_id.0 += 6);
    let mut elsewhere = spans(&["x"]);
    elsewhere.spans[0].trace_id = TraceId(Uuid::from_u128(8));
    more.spans.extend(elsewhere.spans.clone());
    let mut group = Group::new(vec![more.clone(), logs(&["a log"], None)]);
    let stored = committer.commit(&mut group).await.unwrap();
    let over_limit = Stored { refused: 0, over_limit: 3 };
    assert_eq!(stored, [over_limit, Stored::default()]);
    assert_eq!((count(&pool, "spans").await, count(&pool, "logs").await), (7, 1));
    // From now on it is known without asking.
    assert_eq!(committer.full.leave_out(&mut more), 3);
    assert_eq!(more.spans, elsewhere.spans);
    // What there is room for is taken.
    let mut two = spans(&["7", "8"]);
    two.spans.iter_mut().for_each(|span| span.span_id.0 += 6);
    committer.commit(&mut Group::new(vec![two.clone()])).await.unwrap();
    assert_eq!(count(&pool, "spans").await, 9);
    // A trace that is new has no more room than another.
    let mut large = spans(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    large.spans.iter_mut().for_each(|span| span.trace_id = TraceId(Uuid::from_u128(9)));
    let stored = committer.commit(&mut Group::new(vec![large])).await.unwrap();
    assert_eq!(stored, [Stored { refused: 0, over_limit: 9 }]);
    assert_eq!(count(&pool, "executions").await, 2);
    // What is there already is taken, as after an answer that was lost.
    let mut again = Group::new(vec![spans(&names), two]);
    assert_eq!(committer.commit(&mut again).await.unwrap(), [Stored::default(); 2]);
    assert_eq!(count(&pool, "spans").await, 9);
}

#[tokio::test]
async fn what_breaks_work_off_is_told() {
    let limit = Duration::from_mins(1);
    assert_eq!(within(limit, async { 7 }).await.unwrap(), 7);
    let panics = async { panic!("as a fault of Farol's own would") };
    assert!(matches!(within::<()>(limit, panics).await, Err(StorageError::Panic)));
    let hangs = std::future::pending::<()>();
    assert!(matches!(within(Duration::ZERO, hangs).await, Err(StorageError::Deadline)));
}
