//! Projects: what every row belongs to.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{Role, StorageError, User};

/// A project as its credential shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: i32,
    pub name: String,
}

/// A project as those see it who have a role in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectOverview {
    pub project: Project,
    pub created_at: DateTime<Utc>,
    /// The reader's.
    pub role: Role,
    pub key_count: i64,
    /// With the owners.
    pub member_count: i64,
}

/// Makes a project; fails with [`StorageError::Duplicate`] where there is one of that name.
pub async fn create_project(
    connection: &mut PgConnection,
    name: &str,
) -> Result<(Project, DateTime<Utc>), StorageError> {
    let row =
        sqlx::query!("insert into projects (name) values ($1) returning id, created_at", name)
            .fetch_one(connection)
            .await?;
    Ok((Project { id: row.id, name: name.to_owned() }, row.created_at))
}

/// Finds a project by name or makes it.
pub async fn ensure_project(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Project, StorageError> {
    sqlx::query!("insert into projects (name) values ($1) on conflict do nothing", name)
        .execute(&mut *connection)
        .await?;
    let project = sqlx::query_as!(Project, "select id, name from projects where name = $1", name)
        .fetch_one(connection)
        .await?;
    Ok(project)
}

/// Lists all projects by name.
pub async fn list_projects(connection: &mut PgConnection) -> Result<Vec<Project>, StorageError> {
    let projects =
        sqlx::query_as!(Project, "select id, name from projects order by name limit 1000")
            .fetch_all(connection)
            .await?;
    Ok(projects)
}

/// Lists the projects in which a person has a role, or all of them where nobody is named, by name; one of
/// them alone where it is named.
pub async fn list_overviews(
    connection: &mut PgConnection,
    user: Option<&User>,
    project_id: Option<i32>,
) -> Result<Vec<ProjectOverview>, StorageError> {
    let rows = sqlx::query!(
        r#"select id, name, projects.created_at, role as "role?",
            (select count(*) from api_keys where api_keys.project_id = projects.id) as "key_count!",
            (select count(*) from users where owner or exists
                (select from project_members as of_project
                where of_project.project_id = projects.id and of_project.user_id = users.id)
            ) as "member_count!"
        from projects left join project_members on project_id = id and user_id = $1
        where ($2 or role is not null) and ($3::int is null or projects.id = $3)
        order by name limit 1000"#,
        user.map(|user| user.id),
        user.is_none_or(|user| user.owner),
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let everywhere = user.is_none_or(|user| user.owner);
    let overviews = rows.into_iter().filter_map(|row| {
        Some(ProjectOverview {
            project: Project { id: row.id, name: row.name },
            created_at: row.created_at,
            role: Role::of(everywhere, row.role.as_deref())?,
            key_count: row.key_count,
            member_count: row.member_count,
        })
    });
    Ok(overviews.collect())
}
