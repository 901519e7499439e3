//! What people may do in which project.

use sqlx::PgConnection;

use super::User;
use crate::{Project, StorageError};

/// What a person may do in a project; each role may all that those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Viewer,
    Editor,
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Editor, Self::Admin];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role that counts: an owner is admin everywhere.
    pub(crate) fn of(owner: bool, member: Option<&str>) -> Option<Self> {
        if owner { Some(Self::Admin) } else { member.and_then(Self::from_name) }
    }
}

/// Finds a project by name, with the person's role in it; `None` where they have none.
pub async fn find_access(
    connection: &mut PgConnection,
    user: &User,
    project: &str,
) -> Result<Option<(Project, Role)>, StorageError> {
    let found = sqlx::query!(
        r#"select id, name, role as "role?" from projects
        left join project_members on project_id = id and user_id = $2
        where name = $1"#,
        project,
        user.id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.and_then(|row| {
        let role = Role::of(user.owner, row.role.as_deref())?;
        Some((Project { id: row.id, name: row.name }, role))
    }))
}

/// Lists the projects in which a person has a role, by name.
pub async fn list_access(
    connection: &mut PgConnection,
    user: &User,
) -> Result<Vec<(Project, Role)>, StorageError> {
    let rows = sqlx::query!(
        r#"select id, name, role as "role?" from projects
        left join project_members on project_id = id and user_id = $1
        where $2 or role is not null
        order by name limit 1000"#,
        user.id,
        user.owner,
    )
    .fetch_all(connection)
    .await?;
    let access = rows.into_iter().filter_map(|row| {
        let role = Role::of(user.owner, row.role.as_deref())?;
        Some((Project { id: row.id, name: row.name }, role))
    });
    Ok(access.collect())
}

/// Gives a person a role in a project; returns the one that they had.
pub async fn set_role(
    connection: &mut PgConnection,
    project_id: i32,
    user_id: i64,
    role: Role,
) -> Result<Option<Role>, StorageError> {
    let before = sqlx::query_scalar!(
        "select role from project_members where project_id = $1 and user_id = $2 for update",
        project_id,
        user_id,
    )
    .fetch_optional(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into project_members (project_id, user_id, role) values ($1, $2, $3)
        on conflict (project_id, user_id) do update set role = excluded.role",
        project_id,
        user_id,
        role.name(),
    )
    .execute(connection)
    .await?;
    Ok(before.as_deref().and_then(Role::from_name))
}
