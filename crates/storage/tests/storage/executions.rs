//! Lists and traces read back.

use std::collections::BTreeSet;

use farol_model::{JsonText, Payload, SpanStatus, TraceId, UnixNano};
use farol_storage::{
    ExecutionFilter, ExecutionSort, SpanCursor, SpanPage, SpanScope, ensure_project,
    find_executions, list_executions, list_spans,
};
use sqlx::PgPool;

use crate::support::{NOON, Store, span, trace};

async fn page_through(store: &Store, filter: ExecutionFilter) -> Vec<TraceId> {
    let mut connection = store.pool.acquire().await.unwrap();
    let mut filter = ExecutionFilter { project_id: store.project_id, limit: 7, ..filter };
    let mut seen = Vec::new();
    loop {
        let page = list_executions(&mut connection, &filter).await.unwrap();
        seen.extend(page.iter().map(|execution| execution.trace_id));
        match page.last() {
            Some(last) if page.len() == 7 => filter.after = Some(filter.sort.cursor(last)),
            _ => return seen,
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_of_every_order_neither_overlap_nor_skip(pool: PgPool) {
    let store = Store::new(pool).await;
    // Many equal starts, durations and costs.
    let spans = (1..=40_u128).map(|of| farol_model::Span {
        cost: (of % 3 == 0).then_some(0.5),
        ..span(of, 1, 0, i64::try_from(of % 4).unwrap())
    });
    store.write_spans(spans.collect()).await;
    for sort in [
        ExecutionSort::StartTime,
        ExecutionSort::Duration,
        ExecutionSort::TotalTokens,
        ExecutionSort::Cost,
    ] {
        let down = ExecutionFilter { sort, ..ExecutionFilter::default() };
        let up = ExecutionFilter { sort, ascending: true, ..ExecutionFilter::default() };
        let (down, mut up) = (page_through(&store, down).await, page_through(&store, up).await);
        assert_eq!(down.iter().collect::<BTreeSet<_>>().len(), 40, "{sort:?}");
        up.reverse();
        assert_eq!(down, up, "{sort:?} reads the same from both ends");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn filters_find_what_they_name(pool: PgPool) {
    let store = Store::new(pool).await;
    let thread = farol_model::Span {
        thread_id: Some("wa-1".to_owned()),
        agent_name: Some("support".to_owned()),
        model: Some("gpt-4o".to_owned()),
        name: "100%_sure".to_owned(),
        ..span(1, 1, 0, 0)
    };
    let failed = farol_model::Span { status: SpanStatus::Error, ..span(2, 1, 0, 5) };
    store.write_spans(vec![thread, failed, span(3, 1, 0, 9)]).await;
    let none = ExecutionFilter::default;
    let cases = [
        (ExecutionFilter { threads: vec!["wa-1".to_owned()], ..none() }, vec![1]),
        (ExecutionFilter { agents: vec!["support".to_owned()], ..none() }, vec![1]),
        (ExecutionFilter { models: vec!["gpt-4o".to_owned()], ..none() }, vec![1]),
        (ExecutionFilter { statuses: vec![SpanStatus::Error], ..none() }, vec![2]),
        (ExecutionFilter { services: vec!["worker".to_owned()], ..none() }, vec![3, 2, 1]),
        (ExecutionFilter { search: Some("0%_S".to_owned()), ..none() }, vec![1]),
        (ExecutionFilter { search: Some("0%__".to_owned()), ..none() }, vec![]),
        (ExecutionFilter { from: Some(UnixNano(NOON + 5_000_000)), ..none() }, vec![3, 2]),
        (ExecutionFilter { to: Some(UnixNano(NOON + 5_000_000)), ..none() }, vec![1]),
        (ExecutionFilter { min_duration_ns: Some(2_000_000), ..none() }, vec![]),
        (ExecutionFilter { has_messages: Some(true), ..none() }, vec![]),
    ];
    for (filter, expected) in cases {
        let expected: Vec<TraceId> = expected.into_iter().map(trace).collect();
        let shown = format!("{filter:?}");
        assert_eq!(page_through(&store, filter).await, expected, "{shown}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_alias_finds_all_of_its_traces_and_only_in_its_project(pool: PgPool) {
    let store = Store::new(pool).await;
    let named = |of, at| farol_model::Span {
        execution_id: Some("exec_123".to_owned()),
        ..span(of, 1, 0, at)
    };
    store.write_spans(vec![named(1, 0), named(2, 5), span(3, 1, 0, 0)]).await;
    let mut connection = store.pool.acquire().await.unwrap();
    let project = store.project_id;
    let found = find_executions(&mut connection, project, "exec_123").await.unwrap();
    assert_eq!(found.iter().map(|each| each.trace_id).collect::<Vec<_>>(), [trace(1), trace(2)]);
    let other = ensure_project(&mut connection, "other").await.unwrap();
    for id in ["exec_123".to_owned(), trace(1).to_string()] {
        assert!(find_executions(&mut connection, other.id, &id).await.unwrap().is_empty());
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_of_a_trace_follow_start_and_arrival_over_days(pool: PgPool) {
    let store = Store::new(pool).await;
    let day = 24 * 3_600 * 1_000;
    let spans = (1..=25_u64).map(|id| farol_model::Span {
        arrival: i64::try_from(id).unwrap(),
        ..span(1, id, id - 1, i64::from(id > 12) * day)
    });
    store.write_spans(spans.rev().collect()).await;
    // One span again with another start: it is read once, in its newest version.
    store.write_spans(vec![span(1, 3, 2, day + 1)]).await;
    let mut connection = store.pool.acquire().await.unwrap();
    let id = trace(1).to_string();
    let found = find_executions(&mut connection, store.project_id, &id).await.unwrap();
    let summary = &found[0].summary;
    let scope = SpanScope {
        project_id: store.project_id,
        traces: vec![trace(1)],
        first_start: summary.start,
        last_start: summary.last_start,
        has_versions: summary.has_versions,
    };
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = SpanPage { after, offset: 0, limit: 4, payloads: false, ..SpanPage::default() };
        let rows = list_spans(&mut connection, &scope, page).await.unwrap();
        seen.extend(rows.iter().map(|row| row.span_id.0));
        match rows.last() {
            Some(last) => after = Some(SpanCursor::of(last)),
            None => break,
        }
    }
    let expected: Vec<u64> = (1..=25).filter(|id| *id != 3).chain([3]).collect();
    assert_eq!(seen, expected);
    let offset =
        SpanPage { after: None, offset: 20, limit: 100, payloads: true, ..SpanPage::default() };
    let rows = list_spans(&mut connection, &scope, offset).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.span_id.0).collect::<Vec<_>>(), expected[20..]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_preview_follows_the_span_that_stands_in_for_a_missing_root(pool: PgPool) {
    let store = Store::new(pool).await;
    let says = |id, at, text: &str| farol_model::Span {
        output: Payload::Json(JsonText::of(&text)),
        ..span(1, id, 99, at)
    };
    store.write_spans(vec![says(1, 2, "the first"), says(2, 3, "the last")]).await;
    assert_eq!(output_preview(&store).await.as_deref(), Some("the first"));
    // It starts before both and says nothing: now the last word counts.
    store.write_spans(vec![span(1, 3, 99, 1)]).await;
    assert_eq!(output_preview(&store).await.as_deref(), Some("the last"));
}

async fn output_preview(store: &Store) -> Option<String> {
    let mut connection = store.pool.acquire().await.unwrap();
    let id = trace(1).to_string();
    let found = find_executions(&mut connection, store.project_id, &id).await.unwrap();
    found.into_iter().next().unwrap().output_preview
}
