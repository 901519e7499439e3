//! Running spans and nodes of JSON ingest: one row each, whatever comes in whichever order.

use farol_model::{JsonNode, Place, Span, SpanId, SpanStatus, TraceId, UnixNano, Usage};
use farol_storage::{SpanPage, SpanRow, SpanScope, WriteRequest, find_executions, list_spans};
use sqlx::PgPool;

use crate::support::{NOON, Store, span, trace};

const DAY: i64 = 86_400_000_000_000;

fn running(span: Span) -> Span {
    Span { status: SpanStatus::Running, end: None, ..span }
}

/// A node with an id of its own; `start` is guessed where it is `None`.
fn node(of: u128, id: &str, start: Option<i64>, arrival: i64) -> Span {
    let node =
        JsonNode { id: Some(id.to_owned()), start_guessed: start.is_none(), ..JsonNode::default() };
    Span {
        trace_id: trace(of),
        span_id: SpanId::of_text(id),
        start: UnixNano(NOON + start.unwrap_or(arrival)),
        end: None,
        status: SpanStatus::Running,
        arrival: NOON + arrival,
        name: id.to_owned(),
        node: Some(Box::new(node)),
        ..Span::default()
    }
}

fn ended(span: Span, end: i64) -> Span {
    Span { status: SpanStatus::Success, end: Some(UnixNano(NOON + end)), ..span }
}

async fn rows(store: &Store, of: TraceId) -> Vec<SpanRow> {
    let mut connection = store.pool.acquire().await.unwrap();
    let found = find_executions(&mut connection, store.project_id, &of.to_string()).await.unwrap();
    let summary = &found[0].summary;
    let scope = SpanScope {
        project_id: store.project_id,
        traces: vec![of],
        first_start: summary.start,
        last_start: summary.last_start,
        has_versions: summary.has_versions,
    };
    let page = SpanPage { limit: 100, payloads: true, ..SpanPage::default() };
    let rows = list_spans(&mut connection, &scope, page).await.unwrap();
    assert_eq!(summary.span_count, i64::try_from(rows.len()).unwrap());
    rows
}

async fn status(store: &Store, of: TraceId) -> (SpanStatus, Option<i64>) {
    let mut connection = store.pool.acquire().await.unwrap();
    let found = find_executions(&mut connection, store.project_id, &of.to_string()).await.unwrap();
    (found[0].summary.status, found[0].summary.end.map(|end| end.0 - NOON))
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_running_span_from_anywhere_ends_in_its_place(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![running(span(1, 1, 0, 0)), span(1, 2, 1, 1)]).await;
    assert_eq!(status(&store, trace(1)).await, (SpanStatus::Running, None));
    assert_eq!(rows(&store, trace(1)).await[0].status, SpanStatus::Running);
    let end = Span { arrival: NOON + 9, ..span(1, 1, 0, 0) };
    store.write_spans(vec![end]).await;
    store.write_spans(vec![running(Span { arrival: NOON + 99, ..span(1, 1, 0, 0) })]).await;
    assert_eq!(status(&store, trace(1)).await, (SpanStatus::Success, Some(2_000_000)));
    assert_eq!(store.count("spans").await, 2);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_node_ends_days_later_at_the_start_that_it_told(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![node(1, "job", Some(5), 5)]).await;
    store.write_spans(vec![ended(node(1, "job", None, 3 * DAY), 3 * DAY)]).await;
    let rows = rows(&store, trace(1)).await;
    assert_eq!((rows.len(), rows[0].start), (1, UnixNano(NOON + 5)));
    assert_eq!((rows[0].end, rows[0].arrival), (UnixNano(NOON + 3 * DAY), NOON + 5));
    assert_eq!(rows[0].node_id.as_deref(), Some("job"));
    assert_eq!(status(&store, trace(1)).await, (SpanStatus::Success, Some(3 * DAY)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_order_in_which_versions_come_makes_no_difference(pool: PgPool) {
    let store = Store::new(pool).await;
    let end = |name: &str, arrival| Span {
        name: name.to_owned(),
        start: UnixNano(NOON + 2 * DAY),
        ..ended(node(1, "a", None, arrival), 2 * DAY)
    };
    let versions = [node(1, "a", Some(5), 5), end("b", 8), end("c", 9)];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for (of, order) in orders.into_iter().enumerate() {
        let of = u128::try_from(of).unwrap() + 1;
        let versions = order.map(|index| Span { trace_id: trace(of), ..versions[index].clone() });
        if of % 2 == 0 {
            store.write_spans(versions.to_vec()).await;
        } else {
            for version in versions {
                store.write_spans(vec![version]).await;
            }
        }
        let rows = rows(&store, trace(of)).await;
        assert_eq!((rows.len(), rows[0].name.as_str()), (1, "c"), "{order:?}");
        assert_eq!((rows[0].start, rows[0].arrival), (UnixNano(NOON + 5), NOON + 5), "{order:?}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_that_bring_the_same_node_at_once_leave_one(pool: PgPool) {
    let store = std::sync::Arc::new(Store::new(pool).await);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..6 {
        let store = std::sync::Arc::clone(&store);
        writers.spawn(async move {
            for round in 0..10_i64 {
                let arrival = round * 100 + writer;
                let id = format!("step {}", round % 3);
                let start = (writer % 2 == 0).then_some(arrival);
                let root = node(1, "root", None, arrival);
                let step = ended(node(1, &id, start, arrival), arrival + 1);
                // As the committer does, after a deadlock or a conflict.
                for attempt in 0..5 {
                    let request = store.request(vec![root.clone(), step.clone()]);
                    match store.write(&[request]).await {
                        Ok(_) => break,
                        Err(error) => assert!(attempt < 4, "{error}"),
                    }
                }
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(rows(&store, trace(1)).await.len(), 4);
    assert_eq!(store.count("spans").await, 4);
}

/// A node without an execution of its own, in a request of its own.
fn lost(store: &Store, id: &str, parent: Option<&str>, arrival: i64) -> WriteRequest {
    let place = Place { top: Some(id.to_owned()), parent: parent.map(str::to_owned) };
    let mut span = ended(node(0, id, None, arrival), arrival);
    span.trace_id = place.trace_id(store.project_id).unwrap();
    span.execution_id = place.execution_id().map(str::to_owned);
    span.node.as_mut().unwrap().place = Some(place);
    store.request(vec![span])
}

async fn trace_of(store: &Store, id: &str) -> Vec<TraceId> {
    let mut connection = store.pool.acquire().await.unwrap();
    let found = find_executions(&mut connection, store.project_id, id).await.unwrap();
    found.iter().map(|each| each.trace_id).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_node_without_an_execution_follows_its_parent(pool: PgPool) {
    let store = Store::new(pool).await;
    // Before its parent: it is the execution named after that, and stays there.
    store.write(&[lost(&store, "early", Some("root"), 1)]).await.unwrap();
    let root = Span { execution_id: Some("order-7".to_owned()), ..node(1, "root", None, 2) };
    store.write_spans(vec![root]).await;
    store.write(&[lost(&store, "early", Some("root"), 3)]).await.unwrap();
    let named = TraceId::of_execution(store.project_id, "root");
    assert_eq!(trace_of(&store, "root").await, [named]);
    assert_eq!(rows(&store, named).await.len(), 1);
    // After it: in its execution, also through a sibling of the same group.
    let group = [
        lost(&store, "child", Some("root"), 4),
        lost(&store, "grandchild", Some("child"), 5),
        lost(&store, "alone", None, 6),
    ];
    store.write(&group).await.unwrap();
    assert_eq!(rows(&store, trace(1)).await.len(), 3);
    assert_eq!(trace_of(&store, "order-7").await, [trace(1)]);
    assert_eq!(trace_of(&store, "alone").await.len(), 1);
    // The end of what runs, told without its execution.
    store.write(&[lost(&store, "root", None, 7)]).await.unwrap();
    store.write(&[lost(&store, "root", None, 8)]).await.unwrap();
    assert_eq!(status(&store, trace(1)).await, (SpanStatus::Success, Some(8)));
    assert_eq!(rows(&store, trace(1)).await.len(), 3);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_retry_that_says_nothing_new_writes_nothing(pool: PgPool) {
    let store = Store::new(pool).await;
    let place = async || {
        let query = "select ctid::text from spans";
        sqlx::query_scalar::<_, String>(query).fetch_one(&store.pool).await.unwrap()
    };
    store.write_spans(vec![ended(node(1, "a", Some(1), 1), 5)]).await;
    let before = place().await;
    store.write_spans(vec![ended(node(1, "a", Some(1), 2), 5)]).await;
    assert_eq!(place().await, before);
    store.write_spans(vec![ended(node(1, "a", Some(1), 3), 6)]).await;
    assert_ne!(place().await, before);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_cost_is_estimated_from_what_its_versions_tell_together(pool: PgPool) {
    let store = Store::new(pool).await;
    let start = Span { model: Some("priced-model".to_owned()), ..node(1, "call", Some(0), 1) };
    let usage = Usage { input: Some(500_000), ..Usage::default() };
    let end = Span { usage, ..ended(node(1, "call", None, 2), 9) };
    let told = Span { cost: Some(7.0), ..end.clone() };
    for (of, versions) in [(1, vec![start.clone(), end]), (2, vec![start, told])] {
        for version in versions {
            store.write_spans(vec![Span { trace_id: trace(of), ..version }]).await;
        }
    }
    let [estimated, told] = [&rows(&store, trace(1)).await[0], &rows(&store, trace(2)).await[0]]
        .map(|row| (row.cost, row.cost_estimated));
    assert_eq!((estimated, told), ((Some(0.5), true), (Some(7.0), false)));
}
