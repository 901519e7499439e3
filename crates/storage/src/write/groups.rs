//! Groups that were committed, known by the ids that they got before their first attempt.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::StorageError;

/// Remembers groups; says whether all of them are new. Waits for the end of another attempt at one of
/// them that is still under way.
pub(super) async fn remember(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<bool, StorageError> {
    if ids.is_empty() {
        return Ok(true);
    }
    let inserted = sqlx::query!(
        "insert into write_groups (id) select unnest($1::uuid[]) on conflict do nothing",
        ids,
    )
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == ids.len() as u64)
}

/// Forgets groups that were committed more than a week ago: an attempt at one of them could only come from a
/// segment of the spool that was committed in part and has lain for that long.
pub async fn forget_old_groups(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let deleted =
        sqlx::query!("delete from write_groups where committed_at < now() - interval '7 days'")
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}
