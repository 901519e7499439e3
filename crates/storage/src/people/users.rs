//! People by their e-mail address.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{StorageError, reviews::unassign_reviews};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: i64,
    pub email: String,
    /// Whether they look after the whole installation: admin in every project, of which they make new ones.
    pub owner: bool,
}

/// A person as those see them who look after people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownUser {
    pub user: User,
    pub has_password: bool,
    pub created_at: DateTime<Utc>,
    /// Within a minute; `None` for who never came.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// Whether an owner has a password or a session, and so needs no link to get in.
pub async fn someone_can_sign_in(connection: &mut PgConnection) -> Result<bool, StorageError> {
    let can = sqlx::query_scalar!(
        r#"select exists (select from users where owner and password_hash is not null)
            or exists (select from sessions join users on users.id = user_id
                where owner and expires_at > now()) as "can!""#
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
    owner: bool,
) -> Result<User, StorageError> {
    let user = sqlx::query_as!(
        User,
        "insert into users (email, password_hash, owner) values ($1, $2, $3)
        returning id, email, owner",
        email,
        password_hash,
        owner,
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
    let user = sqlx::query_as!(
        User,
        "select id, email, owner from users where lower(email) = lower($1)",
        email,
    )
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

/// Lists all people by address; one of them alone who is named.
pub async fn list_users(
    connection: &mut PgConnection,
    id: Option<i64>,
) -> Result<Vec<KnownUser>, StorageError> {
    let rows = sqlx::query!(
        r#"select id, email, owner, password_hash is not null as "has_password!", created_at,
            last_seen_at
        from users where $1::bigint is null or id = $1 order by lower(email) limit 1000"#,
        id,
    )
    .fetch_all(connection)
    .await?;
    let users = rows.into_iter().map(|row| KnownUser {
        user: User { id: row.id, email: row.email, owner: row.owner },
        has_password: row.has_password,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    });
    Ok(users.collect())
}

/// Makes a person an owner, or one no longer.
pub async fn set_owner(
    connection: &mut PgConnection,
    user_id: i64,
    owner: bool,
) -> Result<(), StorageError> {
    sqlx::query!("update users set owner = $2 where id = $1", user_id, owner)
        .execute(connection)
        .await?;
    Ok(())
}

/// Counts the owners, and holds them until the transaction ends: of two who take each other's place away,
/// one waits, and finds itself the last.
pub async fn count_owners(connection: &mut PgConnection) -> Result<usize, StorageError> {
    let owners = sqlx::query_scalar!("select id from users where owner order by id for update")
        .fetch_all(connection)
        .await?;
    Ok(owners.len())
}

/// Removes a person with their sessions, roles and own views; what they shared stays.
pub async fn delete_user(connection: &mut PgConnection, user_id: i64) -> Result<(), StorageError> {
    unassign_reviews(connection, None, user_id).await?;
    sqlx::query!(
        "with gone as (delete from users where id = $1 returning email)
        delete from saved_views using gone
        where owner_kind = 'user' and owner = gone.email and not shared",
        user_id,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Changes a person's password. Links that would sign them in without it hold no longer.
pub async fn set_password(
    connection: &mut PgConnection,
    user_id: i64,
    password_hash: &str,
) -> Result<(), StorageError> {
    sqlx::query!("update users set password_hash = $2 where id = $1", user_id, password_hash)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("delete from sign_in_links where user_id = $1", user_id)
        .execute(connection)
        .await?;
    Ok(())
}
