//! The people of a project.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Role, User};
use crate::{StorageError, reviews::unassign_reviews};

/// A person with a role in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub user: User,
    pub role: Role,
    /// Of an owner who was never made a member: since they are there.
    pub since: DateTime<Utc>,
}

/// Lists a project's members, and the owners, by address.
pub async fn list_members(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Vec<Member>, StorageError> {
    let rows = sqlx::query!(
        r#"select id, email, owner, role as "role?",
            coalesce(project_members.created_at, users.created_at) as "since!"
        from users left join project_members on user_id = id and project_id = $1
        where owner or role is not null
        order by lower(email) limit 1000"#,
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let members = rows.into_iter().filter_map(|row| {
        let role = Role::of(row.owner, row.role.as_deref())?;
        let user = User { id: row.id, email: row.email, owner: row.owner };
        Some(Member { user, role, since: row.since })
    });
    Ok(members.collect())
}

/// Finds a person's place in a project; `None` where they have none.
pub async fn find_member(
    connection: &mut PgConnection,
    project_id: i32,
    email: &str,
) -> Result<Option<Member>, StorageError> {
    let found = sqlx::query!(
        r#"select id, email, owner, role as "role?",
            coalesce(project_members.created_at, users.created_at) as "since!"
        from users left join project_members on user_id = id and project_id = $1
        where lower(email) = lower($2)"#,
        project_id,
        email,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.and_then(|row| {
        let role = Role::of(row.owner, row.role.as_deref())?;
        let user = User { id: row.id, email: row.email, owner: row.owner };
        Some(Member { user, role, since: row.since })
    }))
}

/// Takes a person's role in a project away; returns the one that they had. Reviews that wait for that person wait for
/// anybody then.
pub async fn remove_member(
    connection: &mut PgConnection,
    project_id: i32,
    user_id: i64,
) -> Result<Option<Role>, StorageError> {
    let role = sqlx::query_scalar!(
        "delete from project_members where project_id = $1 and user_id = $2 returning role",
        project_id,
        user_id,
    )
    .fetch_optional(&mut *connection)
    .await?;
    unassign_reviews(connection, Some(project_id), user_id).await?;
    Ok(role.as_deref().and_then(Role::from_name))
}

/// Lists who has which role where, owners' own rows included: the person's id, the project's name, the role; of one
/// person alone who is named.
pub async fn list_memberships(
    connection: &mut PgConnection,
    user_id: Option<i64>,
) -> Result<Vec<(i64, String, Role)>, StorageError> {
    let rows = sqlx::query!(
        "select user_id, name, role from project_members join projects on projects.id = project_id
        where $1::bigint is null or user_id = $1
        order by name limit 100000",
        user_id,
    )
    .fetch_all(connection)
    .await?;
    let known = |name: &str| Role::from_name(name);
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.user_id, row.name, known(&row.role)?)))
        .collect())
}
