//! What is kept beside log records: counts and the text index.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use farol_jobs::{House, all_jobs, keep_retention, run_jobs};
use farol_model::{JsonText, LogRecord, Resource, UnixNano};
use farol_storage::{JobStatus, LogFilter, PageOf, TextSearch, find_logs, list_jobs, request_job};
use sqlx::PgPool;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::support::{Home, LOGS, NOW, days, log};

/// Runs a job of that name once, by the scheduler, as often as it takes for a condition to hold.
pub async fn run_until(house: &Arc<House>, name: &str, condition: impl AsyncFn() -> bool) {
    let stop = CancellationToken::new();
    let running = tokio::spawn(run_jobs(Arc::clone(house), all_jobs(house), stop.clone()));
    let begun = Instant::now();
    while !condition().await {
        let mut connection = house.pool.acquire().await.unwrap();
        let jobs = list_jobs(&mut connection).await.unwrap();
        let failed = |status| status == Some(JobStatus::Failed);
        assert!(!jobs.iter().any(|job| job.name == name && failed(job.last_status)), "{jobs:?}");
        assert!(begun.elapsed() < Duration::from_mins(1), "{jobs:?}");
        request_job(&mut connection, name).await.unwrap();
        drop(connection);
        sleep(Duration::from_millis(50)).await;
    }
    stop.cancel();
    running.await.unwrap();
}

async fn number(pool: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn counts_are_folded_and_go_with_the_records(pool: PgPool) {
    let home = Home::new(pool).await;
    for (project, days_ago, count) in [(&home.shop, 0, 3), (&home.shop, 9, 5), (&home.desk, 9, 7)] {
        home.write_logs(project, days_ago, count).await;
        home.write_logs(project, days_ago, count).await;
    }
    let sum = "select coalesce(sum(count), 0)::bigint from log_counts where width = 60";
    let deltas = "select count(*) from log_count_deltas";
    assert_eq!((number(&home.pool, deltas).await, number(&home.pool, sum).await), (6, 0));
    let house = home.house(days(30), days(30));
    run_until(&house, "log_counts", async || number(&home.pool, deltas).await == 0).await;
    assert_eq!(number(&home.pool, sum).await, 30);
    assert_eq!(number(&home.pool, "select count(*) from log_counts").await, 9, "of each width");

    home.limit(&home.shop, LOGS, days(7)).await;
    keep_retention(house, NOW).await.unwrap();
    assert_eq!(
        number(&home.pool, sum).await,
        number(&home.pool, "select count(*) from logs").await
    );
    assert_eq!(number(&home.pool, sum).await, 20);
}

/// Enough lines of one closed day for an index, some with a rare word.
async fn fill(home: &Home, days_ago: i64) {
    let long = "lorem ipsum ".repeat(20);
    let start = UnixNano::now().0 - (UnixNano::now().0 - NOW.0) % 86_400_000_000_000;
    let records = (0..60_000_i64).map(|at| {
        let word = if at % 15_000 == 1 { "Quixotic" } else { "common" };
        LogRecord {
            time: UnixNano(start - days_ago * 86_400_000_000_000 + at),
            arrival: at,
            body: Some(JsonText::vouched(format!("\"{word} {at} {long}\""))),
            resource: Arc::new(Resource::default()),
            ..log(0)
        }
    });
    home.write(&home.shop, Vec::new(), records.collect()).await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_closed_day_gets_a_text_index_once_it_is_at_rest(pool: PgPool) {
    let home = Home::new(pool).await;
    fill(&home, 3).await;
    let valid = "select count(*) from pg_index join pg_class on pg_class.oid = indexrelid \
                 where relname like 'logs\\_%\\_text' and indisvalid";
    let house = home.house(days(30), days(30));
    // It has just been written to.
    let ran = "select runs from jobs where name = 'log_text_index'";
    run_until(&house, "log_text_index", async || {
        number(&home.pool, "select count(*) from jobs where name = 'log_text_index'").await == 1
            && number(&home.pool, ran).await > 0
    })
    .await;
    assert_eq!(number(&home.pool, valid).await, 0);
    sqlx::query("delete from log_arrivals").execute(&home.pool).await.unwrap();

    // The rest of an attempt that was cut off: it is there, and good for nothing.
    let day: String = sqlx::query_scalar(
        "select relname::text from pg_class where relname ~ '^logs_\\d{8}$' \
         order by pg_relation_size(oid) desc limit 1",
    )
    .fetch_one(&home.pool)
    .await
    .unwrap();
    let broken = format!("create unique index concurrently {day}_text on {day} (project_id)");
    sqlx::query(sqlx::AssertSqlSafe(broken)).execute(&home.pool).await.unwrap_err();

    run_until(&house, "log_text_index", async || number(&home.pool, valid).await == 1).await;
    let mut connection = home.pool.acquire().await.unwrap();
    let definition: String =
        sqlx::query_scalar("select indexdef from pg_indexes where indexname like '%\\_text'")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
    assert!(definition.contains("gin_trgm_ops"), "{definition}");

    let filter = LogFilter {
        project_id: home.shop.id,
        search: TextSearch::new("QUIXOTIC"),
        ..LogFilter::default()
    };
    for ascending in [false, true] {
        let page = PageOf {
            ascending,
            after: None,
            limit: 3,
            deadline: Instant::now() + Duration::from_secs(30),
        };
        let first = find_logs(&mut connection, &filter, page).await.unwrap();
        let places = |rows: &[farol_storage::LogRow]| -> Vec<i64> {
            rows.iter().map(|row| row.arrival).collect()
        };
        let expected = if ascending { [1, 15_001, 30_001] } else { [45_001, 30_001, 15_001] };
        assert_eq!(places(&first.rows), expected);
        let next = PageOf { after: first.next, ..page };
        let second = find_logs(&mut connection, &filter, next).await.unwrap();
        assert_eq!(places(&second.rows), if ascending { [45_001] } else { [1] });
        assert!(second.next.is_none() && second.searched_to.is_none());
    }
    sqlx::query("select pg_stat_force_next_flush()").execute(&mut *connection).await.unwrap();
    let scans = "select sum(idx_scan)::bigint from pg_stat_user_indexes \
                 where indexrelname like 'logs\\_%\\_text'";
    assert!(number(&home.pool, scans).await > 0, "the index is what found them");
}
