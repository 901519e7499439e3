//! The audit trail: entries stay as they are, and go when their time has come and not before.

use farol_storage::{Actor, AuditEntry, record_audit, sweep_audit};
use sqlx::PgPool;

use crate::support::{Home, days, of};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn entries_are_neither_changed_nor_taken_away_by_hand(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let entry = AuditEntry::new(Actor::User("ana@example.com"), "session.started");
    record_audit(&mut connection, &entry).await.unwrap();
    for statement in [
        "update audit_entries set actor = 'nobody'",
        "delete from audit_entries",
        "truncate audit_entries",
        "set farol.audit_retention = 'on'; delete from audit_entries",
    ] {
        let refused = sqlx::raw_sql(statement).execute(&mut *connection).await;
        assert!(refused.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn entries_go_after_their_days_and_never_within_fourteen(pool: PgPool) {
    let home = Home::new(pool).await;
    home.execute(
        "insert into audit_entries (time, actor_kind, action)
        select now() - i * interval '1 day', 'system', 'test' from generate_series(0, 39) as i",
    )
    .await;
    let now = farol_model::UnixNano::now();
    let house = home.house(days(90), days(90));
    let done = farol_jobs::keep_retention(house, now).await.unwrap();
    let report = serde_json::from_value(done).unwrap();
    assert_eq!(of(&report, "audit").entries_deleted, 10, "thirty days are kept here");
    assert_eq!(home.count("audit_entries").await, 30);

    // A clock that is ahead, or a mistake, takes no more than fourteen days by the database's clock.
    let mut connection = home.pool.acquire().await.unwrap();
    let tomorrow = chrono::Utc::now() + chrono::TimeDelta::days(1);
    assert_eq!(sweep_audit(&mut connection, tomorrow).await.unwrap(), 16);
    assert_eq!(home.count("audit_entries").await, 14);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_retention_does_and_who_changed_it_is_told(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write_logs(&home.shop, 40, 3).await;
    home.limit(&home.shop, crate::support::LOGS, days(30)).await;
    home.limit(&home.shop, crate::support::LOGS, days(20)).await;
    home.keep(days(90)).await;
    let told: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', actor_kind, actor, action, target, before ->> 'days', after ->> 'days')
        from audit_entries order by id",
    )
    .fetch_all(&home.pool)
    .await
    .unwrap();
    let expected = [
        "command test retention.changed shop 30",
        "command test retention.changed shop 30 20",
        "system partition.dropped logs_20261012",
    ];
    assert_eq!(told, expected);
    assert_eq!(home.count("audit_entries where before ->> 'rows' = '3'").await, 1);
}
