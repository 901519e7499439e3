//! Projects, keys, people and their sessions.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::StorageError;

/// A project as its credential shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: i32,
    pub name: String,
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Ingest,
    Read,
    Review,
    Admin,
}

impl Scope {
    pub const ALL: [Self; 4] = [Self::Ingest, Self::Read, Self::Review, Self::Admin];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Read => "read",
            Self::Review => "review",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A stored key, without the key itself.
#[derive(Clone, Debug)]
pub struct ApiKey {
    pub id: i64,
    pub project: Project,
    pub label: String,
    pub scopes: Vec<Scope>,
    pub limits: KeyLimits,
}

/// What a key may send each second: 0 as much as it likes, `None` what the server's settings say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyLimits {
    pub bytes_per_second: Option<i64>,
    pub items_per_second: Option<i64>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: i64,
    pub email: String,
}

/// A person's session.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: User,
    pub expires_at: DateTime<Utc>,
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

/// Keeps a key's hash.
pub async fn create_api_key(
    connection: &mut PgConnection,
    project_id: i32,
    label: &str,
    scopes: &[Scope],
    limits: KeyLimits,
    key_hash: &[u8],
) -> Result<(), StorageError> {
    let scopes: Vec<String> = scopes.iter().map(|scope| scope.name().to_owned()).collect();
    sqlx::query!(
        "insert into api_keys
            (project_id, label, scopes, bytes_per_second, items_per_second, key_hash)
        values ($1, $2, $3, $4, $5, $6)",
        project_id,
        label,
        &scopes,
        limits.bytes_per_second,
        limits.items_per_second,
        key_hash,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Finds the key with this hash.
pub async fn find_api_key(
    connection: &mut PgConnection,
    key_hash: &[u8],
) -> Result<Option<ApiKey>, StorageError> {
    let found = sqlx::query!(
        "select api_keys.id, project_id, name, label, scopes, bytes_per_second, items_per_second
        from api_keys join projects on projects.id = project_id
        where key_hash = $1",
        key_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.map(|row| ApiKey {
        id: row.id,
        project: Project { id: row.project_id, name: row.name },
        label: row.label,
        scopes: row.scopes.iter().filter_map(|name| Scope::from_name(name)).collect(),
        limits: KeyLimits {
            bytes_per_second: row.bytes_per_second,
            items_per_second: row.items_per_second,
        },
    }))
}

/// Whether somebody has a password or a session, and so needs no link to get in.
pub async fn someone_can_sign_in(connection: &mut PgConnection) -> Result<bool, StorageError> {
    let can = sqlx::query_scalar!(
        r#"select exists (select from users where password_hash is not null)
            or exists (select from sessions where expires_at > now()) as "can!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(can)
}

/// Makes a person; fails with [`StorageError::Duplicate`] where the address is taken.
pub async fn create_user(
    connection: &mut PgConnection,
    email: &str,
    password_hash: Option<&str>,
) -> Result<User, StorageError> {
    let user = sqlx::query_as!(
        User,
        "insert into users (email, password_hash) values ($1, $2) returning id, email",
        email,
        password_hash,
    )
    .fetch_one(connection)
    .await?;
    Ok(user)
}

/// Finds a person by address, without regard to case.
pub async fn find_user(
    connection: &mut PgConnection,
    email: &str,
) -> Result<Option<User>, StorageError> {
    let user =
        sqlx::query_as!(User, "select id, email from users where lower(email) = lower($1)", email,)
            .fetch_optional(connection)
            .await?;
    Ok(user)
}

/// The stored hash of a person's password.
pub async fn find_password_hash(
    connection: &mut PgConnection,
    user_id: i64,
) -> Result<Option<String>, StorageError> {
    let hash = sqlx::query_scalar!("select password_hash from users where id = $1", user_id)
        .fetch_optional(connection)
        .await?;
    Ok(hash.flatten())
}

/// Keeps a session's hash and sweeps out those that have ended.
pub async fn start_session(
    connection: &mut PgConnection,
    user_id: i64,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where expires_at < now()").execute(&mut *connection).await?;
    sqlx::query!(
        "insert into sessions (token_hash, user_id, expires_at) values ($1, $2, $3)",
        token_hash,
        user_id,
        expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Finds the session with this hash, unless it has ended.
pub async fn find_session(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<Session>, StorageError> {
    let found = sqlx::query!(
        "select user_id, email, expires_at
        from sessions join users on users.id = user_id
        where token_hash = $1 and expires_at > now()",
        token_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.map(|row| Session {
        user: User { id: row.user_id, email: row.email },
        expires_at: row.expires_at,
    }))
}

/// Ends a session.
pub async fn end_session(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps the hash of a one-time link that signs a person in.
pub async fn create_sign_in_link(
    connection: &mut PgConnection,
    user_id: i64,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!("delete from sign_in_links where expires_at < now()")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into sign_in_links (token_hash, user_id, expires_at) values ($1, $2, $3)",
        token_hash,
        user_id,
        expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Uses a one-time link up, for the person that it signs in; `None` where it is unknown, used or too
/// old.
pub async fn use_sign_in_link(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<User>, StorageError> {
    let user = sqlx::query_as!(
        User,
        "delete from sign_in_links using users
        where token_hash = $1 and expires_at > now() and users.id = user_id
        returning users.id, users.email",
        token_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(user)
}
