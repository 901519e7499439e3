//! What has expired goes, by age and by size, and nothing else.

use farol_storage::{BoundNotMet, Limits, date};
use sqlx::PgPool;

use crate::support::{Home, LOGS, NOW, SPANS, bytes, days, log, of, span};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn old_days_are_dropped_with_all_that_stood_beside_them(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 40), span(2, 31), span(3, 30)], vec![log(40)]).await;
    home.write(&home.desk, vec![span(4, 40), span(5, 0)], vec![log(0)]).await;
    // One that went on for weeks stays as long as its last span does.
    let late = farol_model::Span { span_id: farol_model::SpanId(2), ..span(1, 2) };
    home.write(&home.shop, vec![late], Vec::new()).await;

    let report = home.keep(days(30)).await;
    assert_eq!(home.days_of(SPANS).await, [0, 2, 30]);
    assert_eq!(home.days_of(LOGS).await, [0]);
    let left: Vec<String> = sqlx::query_scalar("select execution_id from executions order by 1")
        .fetch_all(&home.pool)
        .await
        .unwrap();
    assert_eq!(left, ["order-1", "order-3", "order-5"]);
    assert_eq!(home.count("execution_aliases").await, 3);

    let spans = of(&report, "spans");
    assert_eq!((spans.entries_deleted, spans.partitions_dropped), (3, 2));
    assert_eq!(spans.oldest_kept, Some(date(NOW.day() - 30)));
    assert!(spans.bytes_freed > 0 && spans.bytes > Some(0) && !spans.failed);
    assert_eq!(
        (of(&report, "logs").entries_deleted, of(&report, "executions").entries_deleted),
        (1, 2)
    );

    let again = home.keep(days(30)).await;
    assert_eq!(again.entries_deleted(), 0, "nothing is left to do: {again:?}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_a_shared_day_only_the_rows_that_expired_go(pool: PgPool) {
    let home = Home::new(pool).await;
    // More than two batches, of one time and of many.
    home.write_logs(&home.shop, 10, 6_000).await;
    home.execute(&format!(
        "insert into logs (shard_key, time_ns, arrival, project_id, severity_number)
        select gen_random_uuid(), {} + i, i, {}, 0 from generate_series(1, 7000) as i",
        log(10).time.0,
        home.shop.id,
    ))
    .await;
    home.write_logs(&home.desk, 10, 3).await;
    home.write_logs(&home.shop, 3, 4).await;
    home.write(&home.shop, vec![span(1, 10)], Vec::new()).await;
    home.limit(&home.shop, LOGS, days(7)).await;

    let report = home.keep(days(90)).await;
    let logs = of(&report, "logs");
    assert_eq!((logs.entries_deleted, logs.partitions_dropped), (13_000, 0));
    assert_eq!(
        (home.count_of(&home.shop, "logs").await, home.count_of(&home.desk, "logs").await),
        (4, 3)
    );
    assert_eq!(home.count("spans").await, 1, "the other kind has its own limit");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_day_goes_whole_when_all_that_have_rows_in_it_have_expired(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 10), span(2, 3)], Vec::new()).await;
    home.write(&home.desk, vec![span(3, 12), span(4, 3)], Vec::new()).await;
    home.limit(&home.shop, SPANS, days(7)).await;
    let report = home.keep(days(90)).await;
    assert_eq!(of(&report, "spans").partitions_dropped, 1);
    assert_eq!(home.days_of(SPANS).await, [3, 12], "desk keeps its days");
    assert_eq!(home.count("executions").await, 3);
    // Desk may write to that day again, as it never expired for it.
    home.writing.partitions.forget();
    home.write(&home.desk, vec![span(5, 10)], Vec::new()).await;
    assert_eq!(home.count("spans").await, 4);
    assert_eq!(home.keep(days(90)).await.entries_deleted(), 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_oldest_days_make_room_for_the_newest(pool: PgPool) {
    let home = Home::new(pool).await;
    for days_ago in [9, 6, 4, 1, 0] {
        home.write_logs(&home.shop, days_ago, 2_000).await;
    }
    let whole: i64 = home.bytes(LOGS).await;
    // Three of five equal days fit.
    let report = home.keep(Limits { days: Some(90), max_bytes: Some(whole / 5 * 7 / 2) }).await;
    let logs = of(&report, "logs");
    assert_eq!((logs.partitions_dropped, logs.entries_deleted), (2, 4_000));
    assert_eq!((home.days_of(LOGS).await, logs.bounds_not_met.len()), (vec![0, 1, 4], 0));
    // Today and yesterday stay, and that is said.
    let report = home.keep(Limits { days: Some(90), max_bytes: Some(1) }).await;
    assert_eq!(home.days_of(LOGS).await, [0, 1]);
    let left = of(&report, "logs").bytes.unwrap().try_into().unwrap();
    let bound = BoundNotMet { project_id: None, max_bytes: 1, bytes: left };
    assert_eq!(of(&report, "logs").bounds_not_met, [bound]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_projects_bound_counts_its_share_of_shared_days(pool: PgPool) {
    let home = Home::new(pool).await;
    for days_ago in [8, 5, 2, 0] {
        home.write_logs(&home.shop, days_ago, 3_000).await;
        home.write_logs(&home.desk, days_ago, 1_000).await;
    }
    let whole: i64 = home.bytes(LOGS).await;
    // Shop has three quarters of four equal days; two and a half of its shares fit.
    home.limit(&home.shop, LOGS, bytes(whole / 16 * 3 * 5 / 2)).await;
    let report = home.keep(days(90)).await;
    let logs = of(&report, "logs");
    assert_eq!((logs.entries_deleted, logs.partitions_dropped), (6_000, 0));
    assert_eq!(logs.bounds_not_met, [], "what is left fits");
    assert_eq!(home.count_of(&home.shop, "logs").await, 6_000);
    assert_eq!(home.count_of(&home.desk, "logs").await, 4_000);
    assert_eq!(home.keep(days(90)).await.entries_deleted(), 0);
    // Of what it has today nothing goes, however small the bound.
    home.limit(&home.shop, LOGS, bytes(1)).await;
    let report = home.keep(days(90)).await;
    assert_eq!(home.count_of(&home.shop, "logs").await, 3_000);
    assert_eq!(of(&report, "logs").bounds_not_met[0].project_id, Some(home.shop.id));
}
