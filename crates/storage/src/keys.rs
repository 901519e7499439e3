//! Keys of projects, and what they may do.

use sqlx::PgConnection;

use crate::{Project, StorageError};

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
