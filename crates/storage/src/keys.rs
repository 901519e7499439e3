//! Keys of projects, and what they may do.

use chrono::{DateTime, Utc};
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

/// A key as those see it who look after its project.
#[derive(Clone, Debug)]
pub struct StoredKey {
    pub id: i64,
    pub label: String,
    pub scopes: Vec<Scope>,
    pub limits: KeyLimits,
    pub created_at: DateTime<Utc>,
    /// Who made it, where that is known.
    pub created_by: Option<String>,
    /// Within two minutes or so.
    pub last_used_at: Option<DateTime<Utc>>,
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
    created_by: Option<&str>,
) -> Result<StoredKey, StorageError> {
    let names: Vec<String> = scopes.iter().map(|scope| scope.name().to_owned()).collect();
    let row = sqlx::query!(
        "insert into api_keys
            (project_id, label, scopes, bytes_per_second, items_per_second, key_hash, created_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        returning id, created_at",
        project_id,
        label,
        &names,
        limits.bytes_per_second,
        limits.items_per_second,
        key_hash,
        created_by,
    )
    .fetch_one(connection)
    .await?;
    Ok(StoredKey {
        id: row.id,
        label: label.to_owned(),
        scopes: scopes.to_vec(),
        limits,
        created_at: row.created_at,
        created_by: created_by.map(str::to_owned),
        last_used_at: None,
    })
}

/// Finds the key with this hash, and notes once a minute that it is used.
pub async fn find_api_key(
    connection: &mut PgConnection,
    key_hash: &[u8],
) -> Result<Option<ApiKey>, StorageError> {
    let found = sqlx::query!(
        r#"select api_keys.id, project_id, name, label, scopes, bytes_per_second, items_per_second,
            coalesce(last_used_at < now() - interval '1 minute', true) as "stale!"
        from api_keys join projects on projects.id = project_id
        where key_hash = $1"#,
        key_hash,
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = found else { return Ok(None) };
    if row.stale {
        sqlx::query!("update api_keys set last_used_at = now() where id = $1", row.id)
            .execute(connection)
            .await?;
    }
    Ok(Some(ApiKey {
        id: row.id,
        project: Project { id: row.project_id, name: row.name },
        label: row.label,
        scopes: known(&row.scopes),
        limits: KeyLimits {
            bytes_per_second: row.bytes_per_second,
            items_per_second: row.items_per_second,
        },
    }))
}

/// Lists a project's keys, newest first.
pub async fn list_keys(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Vec<StoredKey>, StorageError> {
    let rows = sqlx::query!(
        "select id, label, scopes, bytes_per_second, items_per_second, created_at, created_by,
            last_used_at
        from api_keys where project_id = $1 order by id desc limit 1000",
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let keys = rows.into_iter().map(|row| StoredKey {
        id: row.id,
        label: row.label,
        scopes: known(&row.scopes),
        limits: KeyLimits {
            bytes_per_second: row.bytes_per_second,
            items_per_second: row.items_per_second,
        },
        created_at: row.created_at,
        created_by: row.created_by,
        last_used_at: row.last_used_at,
    });
    Ok(keys.collect())
}

/// Removes a key of a project; returns its label and scopes, `None` where it is not there.
pub async fn revoke_key(
    connection: &mut PgConnection,
    project_id: i32,
    id: i64,
) -> Result<Option<(String, Vec<Scope>)>, StorageError> {
    let gone = sqlx::query!(
        "delete from api_keys where project_id = $1 and id = $2 returning label, scopes",
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(gone.map(|row| (row.label, known(&row.scopes))))
}

/// A scope of a later version is none that this one grants.
fn known(names: &[String]) -> Vec<Scope> {
    names.iter().filter_map(|name| Scope::from_name(name)).collect()
}
