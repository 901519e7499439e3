//! The text index of a day that has closed: trigrams of bodies and attributes.
//!
//! Kept up while records come, it would cost several times what writing them does. So it is built when a day
//! has come to rest, beside whoever reads or writes, and searches of open days read the text itself.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{PartitionedTable, StorageError};

/// Bytes of a day below which reading it is as quick.
const LEAST_BYTES: i64 = 16 << 20;

/// A closed day that could have a text index, or has the rest of one that was not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnindexedDay {
    pub day: i64,
    pub bytes: i64,
}

/// Makes the extension that the index needs; says whether it is there. Whoever may not make it goes
/// without, until somebody who may has.
pub async fn ensure_trigrams(connection: &mut PgConnection) -> Result<bool, StorageError> {
    let made =
        sqlx::query("create extension if not exists pg_trgm").execute(&mut *connection).await;
    match made {
        Ok(_) => Ok(true),
        Err(error) if error.as_database_error().is_some() => {
            tracing::debug!(%error, "pg_trgm cannot be made");
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// The days before `today` that want a text index, newest first: large enough, nothing has come to them for
/// a quarter of an hour, and nobody is building one.
pub async fn unindexed_days(
    connection: &mut PgConnection,
    today: i64,
) -> Result<Vec<UnindexedDay>, StorageError> {
    let days = sqlx::query_as!(
        UnindexedDay,
        r#"select day as "day!", bytes as "bytes!" from (
            select (to_date(right(relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint as day,
                pg_table_size(pg_class.oid) as bytes, pg_class.oid, relname
            from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = 'logs'::regclass and not inhdetachpending and relname ~ '^logs_\d{8}$'
        ) as days
        where day < $1 and bytes >= $2
            and not exists (select from pg_index join pg_class on pg_class.oid = indexrelid
                where indrelid = days.oid and relname = days.relname || '_text' and indisvalid)
            and not exists (select from pg_stat_progress_create_index where relid = days.oid)
            and not exists (select from log_arrivals
                where times && int8multirange(int8range(day * 86400000000000, (day + 1) * 86400000000000)))
        order by day desc"#,
        today,
        LEAST_BYTES,
    )
    .fetch_all(connection)
    .await?;
    Ok(days)
}

/// Builds a day's text index, which takes minutes; the rest of an earlier attempt is removed first. Uses a
/// connection of its own, which nothing limits in time: cut off, it is closed.
pub async fn build_text_index(pool: &sqlx::PgPool, day: i64) -> Result<(), StorageError> {
    let partition = PartitionedTable::Logs.partition(day);
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await?;
    let statements = [
        "set statement_timeout = 0".to_owned(),
        // Somebody at work on the same index is not waited for.
        "set lock_timeout = '5s'".to_owned(),
        format!("drop index concurrently if exists {partition}_text"),
        "set lock_timeout = 0".to_owned(),
        format!(
            "create index concurrently {partition}_text on {partition} using gin ( \
             lower(body collate \"C\") gin_trgm_ops, lower(attributes collate \"C\") gin_trgm_ops)"
        ),
    ];
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

/// The days whose text index is whole.
pub(super) async fn indexed_days(connection: &mut PgConnection) -> Result<Vec<i64>, StorageError> {
    let days = sqlx::query_scalar!(
        r#"select (to_date(substr(relname, 6, 8), 'YYYYMMDD') - date '1970-01-01')::bigint as "day!"
        from pg_class join pg_index on indexrelid = pg_class.oid
        where relname ~ '^logs_\d{8}_text$' and indisvalid"#
    )
    .fetch_all(connection)
    .await?;
    Ok(days)
}
