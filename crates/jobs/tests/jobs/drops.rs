//! A drop that was cut off, held up or refused comes to its end all the same.

use farol_storage::{begin_drop, finish_drop};
use sqlx::{Acquire, PgPool};

use crate::support::{Home, NOW, SPANS, days, of, span};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_drop_that_was_begun_is_carried_out_by_the_next_run(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 40), span(2, 0)], Vec::new()).await;
    let mut connection = home.pool.acquire().await.unwrap();
    assert!(begin_drop(&mut connection, SPANS, NOW.day() - 40, None).await.unwrap());
    // Once begun it is carried out, though nobody would begin it now.
    let report = home.keep(days(90)).await;
    assert_eq!((of(&report, "spans").partitions_dropped, home.days_of(SPANS).await), (1, vec![0]));
    assert_eq!(home.count("partition_drops").await, 0);
    // Whoever was overtaken finds nothing left to do.
    finish_drop(&mut connection, SPANS, NOW.day() - 40).await.unwrap();
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_detachment_that_was_cut_off_is_finalised(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 40), span(2, 0)], Vec::new()).await;
    // A reader that holds the table makes the detachment wait, and time cuts it off.
    let mut reader = home.pool.acquire().await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("select count(*) from spans").execute(&mut *reading).await.unwrap();
    let mut connection = home.pool.acquire().await.unwrap();
    let partition = sqlx::query_scalar::<_, String>(
        "select inhrelid::regclass::text from pg_inherits
        where inhparent = 'spans'::regclass order by 1 limit 1",
    )
    .fetch_one(&mut *connection)
    .await
    .unwrap();
    assert!(begin_drop(&mut connection, SPANS, NOW.day() - 40, None).await.unwrap());
    sqlx::raw_sql("set lock_timeout = '50ms'").execute(&mut *connection).await.unwrap();
    let statement = format!("alter table spans detach partition {partition} concurrently");
    let cut = sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *connection).await;
    assert!(cut.is_err(), "it waits for the reader");
    sqlx::raw_sql("reset lock_timeout").execute(&mut *connection).await.unwrap();
    assert_eq!(home.count("pg_inherits where inhdetachpending").await, 1);
    reading.rollback().await.unwrap();

    let report = home.keep(days(30)).await;
    assert_eq!(of(&report, "spans").partitions_dropped, 1);
    assert_eq!(home.count("pg_class where relname = 'spans_20261012'").await, 0);
    assert_eq!(home.count("spans").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn where_days_cannot_be_detached_they_are_dropped_where_they_are(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 40), span(2, 0)], Vec::new()).await;
    // Postgres refuses DETACH … CONCURRENTLY beside a default partition, as Citus always does.
    home.execute("create table spans_rest partition of spans default").await;
    home.keep(days(30)).await;
    assert_eq!((home.days_of(SPANS).await, home.count("spans").await), (vec![0], 1));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_day_with_somebody_elses_rows_is_not_begun(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 10)], Vec::new()).await;
    home.write(&home.desk, vec![span(2, 10)], Vec::new()).await;
    let mut connection = home.pool.acquire().await.unwrap();
    let only = [home.shop.id];
    assert!(!begin_drop(&mut connection, SPANS, NOW.day() - 10, Some(&only)).await.unwrap());
    // Nor is the day closed to them.
    home.write(&home.desk, vec![span(3, 10)], Vec::new()).await;
    assert_eq!((home.count("spans").await, home.count("partition_drops").await), (3, 0));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn one_kind_that_fails_holds_up_no_other(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write(&home.shop, vec![span(1, 40)], vec![crate::support::log(40)]).await;
    // Something that the day's table is needed for.
    home.execute("create view needs_it as select * from spans_20261012").await;
    let report = home.keep_failing(days(30)).await;
    assert!(of(&report, "spans").failed && !of(&report, "logs").failed);
    assert_eq!(of(&report, "logs").partitions_dropped, 1);
    assert_eq!(home.count("executions").await, 1, "its spans are there still");
    home.execute("drop view needs_it").await;
    assert_eq!(of(&home.keep(days(30)).await, "spans").partitions_dropped, 1);
    assert_eq!(home.count("executions").await, 0);
}
