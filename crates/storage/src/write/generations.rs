//! Tables that remember for a day: one for each day in turn, so that what is old is truncated at once.
//! Today's takes what is new, today's and yesterday's are consulted.

use farol_model::UnixNano;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::StorageError;

/// Tables of each kind.
pub(super) const GENERATIONS: i64 = 3;

/// Empties the generation that nobody consults today; costs nothing where it is empty already.
/// Makes its own transaction.
pub(super) async fn empty_generation(
    connection: &mut PgConnection,
    kind: &str,
) -> Result<(), StorageError> {
    let unused = (UnixNano::now().day() + 1) % GENERATIONS;
    let mut transaction = connection.begin().await?;
    let statement = format!(
        "set local lock_timeout = '2s'; \
         do $$ begin if exists (select from {kind}_{unused}) then \
         truncate {kind}_{unused}; end if; end $$"
    );
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}
