//! Invitations into a project, known by the hash of their link's secret.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Role;
use crate::{Project, StorageError};

/// An invitation that nobody has used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: Uuid,
    pub project: Project,
    pub email: String,
    pub role: Role,
    pub created_at: DateTime<Utc>,
    pub created_by: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// What an invitation is made of.
#[derive(Clone, Copy, Debug)]
pub struct NewInvitation<'a> {
    pub email: &'a str,
    pub role: Role,
    pub created_by: Option<&'a str>,
    pub expires_at: DateTime<Utc>,
    pub token_hash: &'a [u8],
}

/// Keeps an invitation, in the place of an earlier one for the same person. Sweeps out old ones.
pub async fn create_invitation(
    connection: &mut PgConnection,
    project: &Project,
    new: NewInvitation<'_>,
) -> Result<Invitation, StorageError> {
    sqlx::query!("delete from invitations where expires_at < now()")
        .execute(&mut *connection)
        .await?;
    let row = sqlx::query!(
        "insert into invitations (token_hash, project_id, email, role, created_by, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (project_id, lower(email)) do update set
            id = excluded.id, token_hash = excluded.token_hash, email = excluded.email,
            role = excluded.role, created_at = excluded.created_at,
            created_by = excluded.created_by, expires_at = excluded.expires_at
        returning id, created_at",
        new.token_hash,
        project.id,
        new.email,
        new.role.name(),
        new.created_by,
        new.expires_at,
    )
    .fetch_one(connection)
    .await?;
    Ok(Invitation {
        id: row.id,
        project: project.clone(),
        email: new.email.to_owned(),
        role: new.role,
        created_at: row.created_at,
        created_by: new.created_by.map(str::to_owned),
        expires_at: new.expires_at,
    })
}

/// Lists a project's open invitations, newest first.
pub async fn list_invitations(
    connection: &mut PgConnection,
    project: &Project,
) -> Result<Vec<Invitation>, StorageError> {
    let rows = sqlx::query!(
        "select id, email, role, created_at, created_by, expires_at from invitations
        where project_id = $1 and expires_at > now() order by created_at desc, id limit 1000",
        project.id,
    )
    .fetch_all(connection)
    .await?;
    let invitations = rows.into_iter().filter_map(|row| {
        Some(Invitation {
            id: row.id,
            project: project.clone(),
            email: row.email,
            role: Role::from_name(&row.role)?,
            created_at: row.created_at,
            created_by: row.created_by,
            expires_at: row.expires_at,
        })
    });
    Ok(invitations.collect())
}

/// Takes an invitation back; `None` where it is not there. Returns whom it was for, and as what.
pub async fn revoke_invitation(
    connection: &mut PgConnection,
    project_id: i32,
    id: Uuid,
) -> Result<Option<(String, String)>, StorageError> {
    let gone = sqlx::query!(
        "delete from invitations where project_id = $1 and id = $2 returning email, role",
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(gone.map(|row| (row.email, row.role)))
}

/// Finds the invitation whose link has this hash; `None` where it is unknown, used, revoked or too old.
pub async fn find_invitation(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<Invitation>, StorageError> {
    let found = sqlx::query!(
        "select invitations.id, project_id, name, email, role, invitations.created_at, created_by,
            expires_at
        from invitations join projects on projects.id = project_id
        where token_hash = $1 and expires_at > now()",
        token_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.and_then(|row| {
        Some(Invitation {
            id: row.id,
            project: Project { id: row.project_id, name: row.name },
            email: row.email,
            role: Role::from_name(&row.role)?,
            created_at: row.created_at,
            created_by: row.created_by,
            expires_at: row.expires_at,
        })
    }))
}
