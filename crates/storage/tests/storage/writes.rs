//! Everything is stored once, in its newest version, and summed up rightly.

use std::sync::Arc;

use farol_model::{LogRecord, SpanStatus, SpanType, UnixNano, Usage};
use farol_storage::{StorageError, WriteRequest, find_executions, forget_old_groups};
use sqlx::PgPool;
use tokio::{sync::Barrier, task::JoinSet};
use uuid::Uuid;

use crate::support::{NOON, Store, span, trace};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn spans_sent_twice_are_stored_once(pool: PgPool) {
    let store = Store::new(pool).await;
    let spans = vec![span(1, 1, 0, 0), span(1, 2, 1, 1), span(2, 1, 0, 2)];
    assert!(!store.write_spans(spans.clone()).await.replayed);
    assert!(store.write_spans(spans.clone()).await.replayed);
    // Some known and some new in one group.
    let more = [spans, vec![span(1, 3, 1, 3)]].concat();
    store.write_spans(more).await;
    assert_eq!(store.count("spans").await, 4);
    let found = find(&store, 1).await;
    assert_eq!((found.span_count, found.name.as_str()), (3, "span 1"));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_root_that_comes_last_names_the_execution(pool: PgPool) {
    let store = Store::new(pool).await;
    let failed = farol_model::Span { status: SpanStatus::Error, ..span(1, 3, 2, 5) };
    store.write_spans(vec![failed]).await;
    assert_eq!(find(&store, 1).await.status, SpanStatus::Error, "an orphan failed, no root yet");
    store.write_spans(vec![span(1, 2, 1, 3)]).await;
    let root = farol_model::Span {
        name: "agent".to_owned(),
        span_type: SpanType::AgentExecution,
        end: Some(UnixNano(NOON + 50_000_000)),
        ..span(1, 1, 0, 0)
    };
    store.write_spans(vec![root]).await;
    let found = find(&store, 1).await;
    assert_eq!((found.name.as_str(), found.status), ("agent", SpanStatus::Success));
    assert_eq!((found.span_count, found.error_count), (3, 1));
    assert_eq!((found.start, found.end), (UnixNano(NOON), Some(UnixNano(NOON + 50_000_000))));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn usage_is_rolled_up_over_several_groups(pool: PgPool) {
    let store = Store::new(pool).await;
    let tokens = |input| Usage { input: Some(input), output: Some(1), ..Usage::default() };
    let llm = |id, at| farol_model::Span {
        span_type: SpanType::LlmCall,
        usage: tokens(10),
        ..span(1, id, 1, at)
    };
    store.write_spans(vec![llm(2, 1)]).await;
    store.write_spans(vec![llm(3, 2)]).await;
    let repeats = farol_model::Span { usage: tokens(20), ..span(1, 1, 0, 0) };
    store.write_spans(vec![repeats]).await;
    let found = find(&store, 1).await;
    assert_eq!((found.input_tokens, found.output_tokens, found.total_tokens), (20, 2, 22));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_later_end_is_the_newer_version(pool: PgPool) {
    let store = Store::new(pool).await;
    let version = |name: &str, end: i64| farol_model::Span {
        name: name.to_owned(),
        end: Some(UnixNano(NOON + end)),
        ..span(1, 1, 0, 0)
    };
    store.write_spans(vec![version("first", 10)]).await;
    store.write_spans(vec![version("second", 20)]).await;
    store.write_spans(vec![version("stale", 15)]).await;
    assert_eq!(find(&store, 1).await.name, "second");
    // Within one group, too.
    store.write_spans(vec![version("fourth", 40), version("third", 30)]).await;
    assert_eq!((find(&store, 1).await.name.as_str(), store.count("spans").await), ("fourth", 1));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn equal_spans_with_different_starts_count_once(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![span(1, 1, 0, 0), span(1, 2, 1, 1)]).await;
    store.write_spans(vec![span(1, 2, 1, 2)]).await;
    let found = find(&store, 1).await;
    assert_eq!((found.span_count, found.has_versions), (2, true));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_that_meet_in_a_trace_lose_nothing(pool: PgPool) {
    let store = Arc::new(Store::new(pool).await);
    let mut writers = JoinSet::new();
    for writer in 0..4_u64 {
        let store = Arc::clone(&store);
        writers.spawn(async move {
            for turn in 0..15_u64 {
                let id = 1_000 * writer + turn + 2;
                let at = i64::try_from(turn).unwrap();
                // Every group touches the same three traces, and repeats a span of its own.
                let spans: Vec<_> =
                    (1..=3).flat_map(|of| [span(of, id, 1, at), span(of, 2, 1, 0)]).collect();
                // A deadlock is resolved by trying again, as the writers of `ingest` do.
                while let Err(error) = store.write(&[store.request(spans.clone())]).await {
                    assert!(matches!(error, StorageError::Unavailable(_)), "{error}");
                }
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    for of in 1..=3 {
        assert_eq!(find(&store, of).await.span_count, 4 * 15, "span 2 is one of writer 0's");
    }
    assert_eq!(store.count("spans").await, 3 * 4 * 15);
}

/// Four writers, two in each of two processes, bring a part of the same new trace at the same moment, each
/// beside a trace of its own.
#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_that_meet_in_a_new_trace_lose_nothing(pool: PgPool) {
    const TURNS: u64 = 20;
    let processes = [Store::new(pool.clone()).await, Store::new(pool).await].map(Arc::new);
    let barrier = Arc::new(Barrier::new(4));
    let mut writers = JoinSet::new();
    for writer in 0..4_u64 {
        let store = Arc::clone(&processes[usize::from(writer >= 2)]);
        let barrier = Arc::clone(&barrier);
        writers.spawn(async move {
            for turn in 0..TURNS {
                let shared = u128::from(100 + turn);
                let own = u128::from(1_000 + 100 * writer + turn);
                barrier.wait().await;
                store.write_spans(vec![span(shared, writer + 1, 0, 0), span(own, 1, 0, 1)]).await;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let store = &processes[0];
    for turn in 0..TURNS {
        assert_eq!(find(store, u128::from(100 + turn)).await.span_count, 4);
        assert_eq!(find(store, u128::from(1_000 + turn)).await.span_count, 1);
    }
    let written = i64::try_from(TURNS).unwrap();
    assert_eq!(store.count("executions").await, 5 * written);
    assert_eq!(store.count("spans").await, 8 * written);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_summary_is_stored_alike_whichever_way_it_is_written(pool: PgPool) {
    let store = Store::new(pool).await;
    let of = |trace, id, at| farol_model::Span {
        name: "an answer".to_owned(),
        execution_id: (trace == 1).then(|| "order-7".to_owned()),
        agent_id: Some("a".repeat(600)),
        thread_id: Some("thread".to_owned()),
        user_id: Some("ana".to_owned()),
        model: Some(format!("model-{id}")),
        cost: Some(0.25),
        usage: Usage { input: Some(3), output: Some(4), ..Usage::default() },
        error: None,
        ..span(trace, id, 0, at)
    };
    // Copied at once; and copied in part, then summed up anew.
    store.write_spans(vec![of(2, 1, 0), of(2, 2, 1)]).await;
    store.write_spans(vec![of(3, 2, 1)]).await;
    store.write_spans(vec![of(3, 1, 0)]).await;
    let rows = "select to_jsonb(executions) - '{trace_id,arrival,last_arrival}'::text[]
        from executions order by trace_id";
    let rows: Vec<serde_json::Value> =
        sqlx::query_scalar(rows).fetch_all(&store.pool).await.unwrap();
    assert_eq!(rows[0], rows[1]);
    assert_eq!(rows[0]["models"], serde_json::json!(["model-1", "model-2"]));
    assert_eq!(rows[0]["agent_id"], "a".repeat(512));
    assert_eq!(rows[0]["total_tokens"], 14);
    // Without a model, the list is empty and not missing.
    store.write_spans(vec![span(4, 1, 0, 0)]).await;
    let models = "select models from executions where trace_id = $1";
    let models: Vec<String> =
        sqlx::query_scalar(models).bind(trace(4).0).fetch_one(&store.pool).await.unwrap();
    assert!(models.is_empty());
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_of_a_repeated_body_are_stored_once(pool: PgPool) {
    let store = Store::new(pool).await;
    let logs = |hash| WriteRequest {
        project_id: store.project_id,
        logs: vec![LogRecord { time: UnixNano(NOON), ..LogRecord::default() }; 2],
        hash,
        ..WriteRequest::default()
    };
    let (one, other) = (Some([1; 32]), Some([2; 32]));
    let written = store.write(&[logs(one), logs(other), logs(one)]).await.unwrap();
    assert_eq!((written.logs, written.repeated), (4, 1));
    assert_eq!(store.write(&[logs(one)]).await.unwrap().logs, 0);
    assert_eq!(store.write(&[logs(None), logs(None)]).await.unwrap().logs, 4);
    assert_eq!(store.count("logs").await, 8);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_group_is_written_once_while_its_id_is_remembered(pool: PgPool) {
    let store = Store::new(pool).await;
    let log = LogRecord { time: UnixNano(NOON), ..LogRecord::default() };
    let logs = WriteRequest { project_id: store.project_id, logs: vec![log], ..Default::default() };
    let logs = [logs];
    let [one, two, three, four] = [1, 2, 3, 4].map(Uuid::from_u128);
    let cases: [(&[Uuid], _, _); 6] = [
        (&[one], 1, false),
        (&[one], 0, true),
        (&[two], 1, false),
        // Together only where none of them is known; nothing of the others is remembered then.
        (&[one, three], 0, true),
        (&[three, four], 1, false),
        (&[four], 0, true),
    ];
    for (ids, written, known) in cases {
        let done = store.write_groups(&logs, ids).await.unwrap();
        assert_eq!((done.logs, done.known), (written, known), "{ids:?}");
    }
    let aged = "update write_groups set committed_at = now() - interval '8 days' where id = $1";
    sqlx::query(aged).bind(one).execute(&store.pool).await.unwrap();
    let mut connection = store.pool.acquire().await.unwrap();
    assert_eq!(forget_old_groups(&mut connection).await.unwrap(), 1);
    assert_eq!((store.count("write_groups").await, store.count("logs").await), (3, 3));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn two_attempts_at_a_group_that_meet_write_it_once(pool: PgPool) {
    let store = Arc::new(Store::new(pool).await);
    let log = LogRecord { time: UnixNano(NOON), ..LogRecord::default() };
    for group in 0..20 {
        let mut attempts = JoinSet::new();
        for _ in 0..4 {
            let (store, log) = (Arc::clone(&store), log.clone());
            attempts.spawn(async move {
                let project_id = store.project_id;
                let logs = WriteRequest { project_id, logs: vec![log], ..Default::default() };
                store.write_groups(&[logs], &[Uuid::from_u128(group)]).await.unwrap().logs
            });
        }
        assert_eq!(attempts.join_all().await.into_iter().sum::<usize>(), 1);
    }
    assert_eq!(store.count("logs").await, 20);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn refused_data_is_told_apart_and_leaves_nothing(pool: PgPool) {
    let store = Store::new(pool).await;
    let poison = farol_model::Span { name: "not \0 text".to_owned(), ..span(1, 1, 0, 0) };
    let written = store.write(&[store.request(vec![span(2, 1, 0, 0), poison])]).await;
    assert!(matches!(written, Err(StorageError::Data(_))), "{written:?}");
    assert_eq!(store.count("spans").await + store.count("executions").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_day_that_was_dropped_is_made_again(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![span(1, 1, 0, 0)]).await;
    sqlx::raw_sql("drop table spans_20261121").execute(&store.pool).await.unwrap();
    let spans = vec![span(2, 1, 0, 0)];
    let lost = store.write(&[store.request(spans.clone())]).await;
    assert!(matches!(lost, Err(StorageError::Partition(_))), "{lost:?}");
    store.write_spans(spans).await;
    assert_eq!(store.count("spans").await, 1);
}

async fn find(store: &Store, of: u128) -> farol_model::Summary {
    let mut connection = store.pool.acquire().await.unwrap();
    let id = trace(of).to_string();
    let found = find_executions(&mut connection, store.project_id, &id).await.unwrap();
    assert_eq!(found.len(), 1);
    found.into_iter().next().unwrap().summary
}
