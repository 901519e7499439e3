//! Projects: what every row belongs to.

use sqlx::PgConnection;

use crate::StorageError;

/// A project as its credential shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: i32,
    pub name: String,
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
