//! Groups that were committed, known by the ids that they got before their first attempt.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::StorageError;

/// Remembers a group; says whether it is new. Waits for the end of another attempt at the same group
/// that is still under way.
pub(super) async fn remember(
    connection: &mut PgConnection,
    id: Uuid,
) -> Result<bool, StorageError> {
    let inserted =
        sqlx::query!("insert into write_groups (id) values ($1) on conflict do nothing", id)
            .execute(connection)
            .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Forgets groups that were committed more than a week ago: no attempt at them is still to come.
pub async fn forget_old_groups(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let deleted =
        sqlx::query!("delete from write_groups where committed_at < now() - interval '7 days'")
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}
