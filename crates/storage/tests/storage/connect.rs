//! The pool: what one who was cut off leaves to the next.

use std::{future::ready, time::Duration};

use farol_storage::{ConnectSettings, connect};
use sqlx::{AssertSqlSafe, Connection, PgPool};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_transaction_that_was_cut_off_while_it_began_is_nobodys(pool: PgPool) {
    let settings = ConnectSettings {
        max_connections: 1,
        acquire_timeout: Duration::from_secs(10),
        statement_timeout: Duration::from_secs(10),
        slow_query: Duration::from_secs(10),
    };
    let only = connect((*pool.connect_options()).clone(), &settings);
    for begin in ["begin", "begin isolation level repeatable read, read only"] {
        // Else a quick database has answered before the request is cut off.
        let statement = AssertSqlSafe(format!("{begin}; select pg_sleep(0.2)"));
        let mut connection = only.acquire().await.unwrap();
        tokio::select! {
            biased;
            _ = connection.begin_with(statement) => panic!("it was not cut off"),
            () = ready(()) => {}
        }
        drop(connection);
        let mut next = only.acquire().await.unwrap();
        let made = sqlx::query("insert into projects (name) values ($1)").bind(begin);
        made.execute(&mut *next).await.unwrap();
        let seen = sqlx::query_scalar::<_, i64>("select count(*) from projects where name = $1");
        let seen = seen.bind(begin).fetch_one(&pool).await.unwrap();
        assert_eq!(seen, 1, "others see what was written after {begin}");
    }
    only.close().await;
}
