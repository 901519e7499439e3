//! Statistics: what is stored, counted once, whatever came in whichever order.

use std::{collections::BTreeMap, sync::Arc};

use farol_model::{
    JsonNode, NANOS_PER_HOUR, Resource, Span, SpanId, SpanStatus, SpanType, SummarySpan, Tallies,
    Tally, Trace, UnixNano, Usage,
};
use farol_storage::{
    Counted, Interval, SpanPage, SpanScope, Statistics, StatisticsBy, StatisticsFilter,
    StorageError, find_executions, fold_statistics, interval_starts, list_spans, read_statistics,
    sweep_statistics,
};
use sqlx::PgPool;

use crate::support::{NOON, Store, span, trace};

const TRACES: u128 = 4;

fn filter(store: &Store, by: StatisticsBy, counted: Counted) -> StatisticsFilter {
    StatisticsFilter {
        project_id: store.project_id,
        from: UnixNano(NOON - 100 * NANOS_PER_HOUR),
        to: UnixNano(NOON + 100 * NANOS_PER_HOUR),
        by: Some(by),
        limit: 100,
        counted,
        services: Vec::new(),
        agents: Vec::new(),
        models: Vec::new(),
        types: Vec::new(),
    }
}

async fn read(store: &Store, by: StatisticsBy, counted: Counted) -> Statistics {
    let mut connection = store.pool.acquire().await.unwrap();
    read_statistics(&mut connection, &filter(store, by, counted), &[]).await.unwrap()
}

/// What is in a tally, without the noise of sums of costs.
fn rounded(tally: &Tally) -> Tally {
    Tally { cost: (tally.cost * 1e6).round() / 1e6, ..tally.clone() }
}

/// The tallies by type, as they are kept.
async fn kept(store: &Store) -> BTreeMap<String, Tally> {
    let found = read(store, StatisticsBy::Type, Counted::Spans).await;
    found.groups.iter().map(|of| (of.value.clone(), rounded(&of.tally))).collect()
}

/// The same, counted anew from all that is stored.
async fn counted_anew(store: &Store) -> BTreeMap<String, Tally> {
    let mut connection = store.pool.acquire().await.unwrap();
    let mut all: BTreeMap<String, Tally> = BTreeMap::new();
    for number in 1..=TRACES {
        let of = trace(number);
        let found =
            find_executions(&mut connection, store.project_id, &of.to_string()).await.unwrap();
        let Some(found) = found.first() else { continue };
        let scope = SpanScope {
            project_id: store.project_id,
            traces: vec![of],
            first_start: found.summary.start,
            last_start: found.summary.last_start,
            has_versions: false,
        };
        let page = SpanPage { limit: 1_000, ..SpanPage::default() };
        let rows = list_spans(&mut connection, &scope, page).await.unwrap();
        let spans = rows.iter().map(|row| SummarySpan {
            span_id: row.span_id,
            parent: row.parent_span_id,
            start: row.start,
            end: (row.status != SpanStatus::Running).then_some(row.end),
            arrival: row.arrival,
            version_arrival: row.version_arrival,
            span_type: row.span_type,
            status: row.status,
            model: row.model.as_deref(),
            usage: row.usage,
            cost: row.cost,
            cost_estimated: row.cost_estimated,
            ..SummarySpan::default()
        });
        let mut tallies = Tallies::default();
        Trace::of(spans.collect()).unwrap().count_into(&mut tallies, 1);
        for (key, tally) in tallies.iter() {
            all.entry(key.span_type.name().to_owned()).or_default().merge(tally);
        }
    }
    all.retain(|_, tally| !tally.is_empty());
    all.into_iter().map(|(value, tally)| (value, rounded(&tally))).collect()
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A span of few traces, ids and times: versions, repetitions and late parents come by themselves.
    fn span(&mut self, arrival: i64) -> Span {
        let id = self.roll(6) + 1;
        let parent = self.roll(id);
        let at = i64::try_from(self.roll(2)).unwrap();
        let types =
            [SpanType::AgentExecution, SpanType::LlmCall, SpanType::ToolCall, SpanType::Span];
        let mut span = Span {
            arrival,
            span_type: types[usize::try_from(self.roll(4)).unwrap()],
            ..span(u128::from(self.roll(4)) + 1, id, parent, at)
        };
        span.end = Some(UnixNano(span.start.0 + i64::try_from(self.roll(3)).unwrap() * 1_000_000));
        if self.roll(4) == 0 {
            span.status = SpanStatus::Error;
        }
        if self.roll(2) == 0 {
            span.usage = Usage { input: Some(10), output: Some(1), ..Usage::default() };
            span.cost = (self.roll(2) == 0).then_some(0.25);
            span.model = Some("priced-model".to_owned());
        }
        if self.roll(3) == 0 {
            let runs = self.roll(2) == 0;
            let id = Some(id.to_string());
            span.node = Some(Box::new(JsonNode { id, start_guessed: runs, ..JsonNode::default() }));
            if runs {
                (span.status, span.end) = (SpanStatus::Running, None);
            }
        }
        span
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn they_are_always_what_is_stored(pool: PgPool) {
    let store = Store::new(pool).await;
    let mut dice = Dice(7);
    let mut sent = Vec::new();
    for arrival in 0..120 {
        let count = dice.roll(4) + 1;
        let place = |index: u64| arrival * 10 + i64::try_from(index).unwrap();
        let mut spans: Vec<Span> = (0..count).map(|index| dice.span(place(index))).collect();
        if dice.roll(4) == 0 && !sent.is_empty() {
            // A retry, among others.
            let index = usize::try_from(dice.roll(sent.len() as u64)).unwrap();
            spans.push(Span::clone(&sent[index]));
        }
        sent.extend(spans.clone());
        store.write_spans(spans).await;
        if arrival % 20 == 10 {
            let mut connection = store.pool.acquire().await.unwrap();
            assert!(fold_statistics(&mut connection).await.unwrap() > 0);
        }
        assert_eq!(kept(&store).await, counted_anew(&store).await, "after {arrival}");
    }
    let mut connection = store.pool.acquire().await.unwrap();
    while fold_statistics(&mut connection).await.unwrap() > 0 {}
    drop(connection);
    assert_eq!(store.count("statistics_deltas").await, 0);
    assert_eq!(kept(&store).await, counted_anew(&store).await);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_of_one_trace_count_each_span_once(pool: PgPool) {
    let store = Arc::new(Store::new(pool).await);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4_u64 {
        let store = Arc::clone(&store);
        writers.spawn(async move {
            let mut dice = Dice(writer);
            for request in 0..25 {
                let place =
                    |index: i64| (request * 10 + index) * 4 + i64::try_from(writer).unwrap();
                let spans: Vec<Span> = (0..3).map(|index| dice.span(place(index))).collect();
                loop {
                    match store.write(&[store.request(spans.clone())]).await {
                        Ok(_) => break,
                        Err(StorageError::Data(error)) => panic!("{error}"),
                        // A deadlock is resolved by trying again, as ingest does.
                        Err(_) => {}
                    }
                }
                let mut connection = store.pool.acquire().await.unwrap();
                // Two at a time may get into each other's way.
                fold_statistics(&mut connection).await.ok();
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(kept(&store).await, counted_anew(&store).await);
}

fn of_agent(of: u128, agent: &str, service: &str) -> Span {
    Span {
        agent_name: Some(agent.to_owned()),
        span_type: SpanType::AgentExecution,
        resource: Arc::new(Resource { service: Some(service.to_owned()), ..Resource::default() }),
        ..span(of, 1, 0, 0)
    }
}

fn call(of: u128, id: u64, hours: i64) -> Span {
    let start = NOON + hours * NANOS_PER_HOUR;
    Span {
        span_type: SpanType::LlmCall,
        model: Some("priced-model".to_owned()),
        usage: Usage { input: Some(100), output: Some(10), ..Usage::default() },
        cost: Some(0.5),
        start: UnixNano(start),
        end: Some(UnixNano(start + 2_000_000_000)),
        ..span(of, id, 1, 0)
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn groups_have_their_own_counts_and_all_usage_below_them(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![of_agent(1, "ana", "desk"), call(1, 2, 0), call(1, 3, 1)]).await;
    store.write_spans(vec![of_agent(2, "rui", "shop"), call(2, 2, 0)]).await;
    store.write_spans(vec![of_agent(3, "rui", "shop")]).await;
    let by_agent = read(&store, StatisticsBy::Agent, Counted::Agents).await;
    let shown = |group: &farol_storage::StatisticsGroup| {
        (group.value.clone(), group.tally.spans, group.tally.total_tokens, group.tally.cost)
    };
    let expected = [("rui".to_owned(), 2, 110, 0.5), ("ana".to_owned(), 1, 220, 1.0)];
    assert_eq!(by_agent.groups.iter().map(shown).collect::<Vec<_>>(), expected);
    assert_eq!(by_agent.total.tally.spans, 3);
    let by_model = read(&store, StatisticsBy::Model, Counted::Spans).await;
    assert_eq!(shown(&by_model.groups[0]), ("priced-model".to_owned(), 3, 330, 1.5));
    assert_eq!(shown(&by_model.groups[1]), (String::new(), 3, 0, 0.0));

    let mut connection = store.pool.acquire().await.unwrap();
    let only = StatisticsFilter {
        limit: 1,
        services: vec!["shop".to_owned()],
        ..filter(&store, StatisticsBy::Type, Counted::Executions)
    };
    let found = read_statistics(&mut connection, &only, &[]).await.unwrap();
    assert_eq!(shown(&found.groups[0]), ("agent_execution".to_owned(), 2, 0, 0.0));
    assert_eq!(
        (found.other.spans, found.other.total_tokens),
        (0, 0),
        "calls are of the other service"
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn hours_lie_in_the_days_of_a_time_zone(pool: PgPool) {
    let store = Store::new(pool).await;
    // Noon is 06:00 in São Paulo: its day begins at 03:00 UTC.
    store.write_spans(vec![call(1, 1, 0), call(1, 2, -7), call(1, 3, -6)]).await;
    let mut connection = store.pool.acquire().await.unwrap();
    let filter = filter(&store, StatisticsBy::Type, Counted::Spans);
    let range = (UnixNano(NOON - 30 * NANOS_PER_HOUR), UnixNano(NOON + NANOS_PER_HOUR));
    let starts =
        interval_starts(&mut connection, Interval::Day, "America/Sao_Paulo", range, 10).await;
    let starts = starts.unwrap();
    let expected = [-30, -6].map(|hours| UnixNano(NOON + hours * NANOS_PER_HOUR));
    assert_eq!(starts, expected);
    let found = read_statistics(&mut connection, &filter, &starts).await.unwrap();
    let spans: Vec<i64> = found.total.series.iter().map(|of| of.spans).collect();
    assert_eq!(spans, [1, 2]);
    assert_eq!(found.groups[0].series[1].spans, 2);
    let hours = interval_starts(&mut connection, Interval::Hour, "UTC", range, 10).await.unwrap();
    assert_eq!(hours.len(), 10, "no more than were asked for");
    let nowhere =
        interval_starts(&mut connection, Interval::Day, "Nowhere/At_All", range, 10).await;
    assert!(matches!(nowhere, Err(StorageError::Data(_))));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn old_hours_go_and_others_stay(pool: PgPool) {
    let store = Store::new(pool).await;
    store.write_spans(vec![call(1, 1, 0), call(1, 2, -50)]).await;
    let mut connection = store.pool.acquire().await.unwrap();
    fold_statistics(&mut connection).await.unwrap();
    let before = UnixNano(NOON - 10 * NANOS_PER_HOUR);
    let other = store.project_id + 1;
    assert_eq!(sweep_statistics(&mut connection, other, before).await.unwrap(), 0);
    assert_eq!(sweep_statistics(&mut connection, store.project_id, before).await.unwrap(), 1);
    assert_eq!(sweep_statistics(&mut connection, store.project_id, before).await.unwrap(), 0);
    drop(connection);
    let left = read(&store, StatisticsBy::Type, Counted::Spans).await;
    assert_eq!(left.total.tally.spans, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn nothing_is_left_of_a_group_that_failed(pool: PgPool) {
    let store = Store::new(pool).await;
    let refused = Span { name: "\0".to_owned(), span_id: SpanId(9), ..call(1, 9, 0) };
    store.write(&[store.request(vec![call(1, 1, 0), refused])]).await.unwrap_err();
    assert_eq!(store.count("statistics_deltas").await, 0);
}
