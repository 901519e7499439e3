//! Saved views: filters of a page under a name, somebody's own or the project's.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::{AuditEntry, Origin, StorageError, record_audit};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub id: i64,
    pub page: String,
    pub name: String,
    /// JSON as it was sent.
    pub query: String,
    /// Whether it is the project's.
    pub shared: bool,
    /// `user` or `key`.
    pub owner_kind: String,
    /// An e-mail address, or a key's label.
    pub owner: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Whose views: the project's, and a person's own.
#[derive(Clone, Copy, Debug)]
pub struct ViewsOf<'a> {
    pub project_id: i32,
    /// An e-mail address.
    pub person: Option<&'a str>,
}

/// A view to be.
#[derive(Clone, Copy, Debug)]
pub struct NewView<'a> {
    pub page: &'a str,
    pub name: &'a str,
    pub query: &'a str,
    pub shared: bool,
}

/// What becomes different of a view.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewChange<'a> {
    pub name: Option<&'a str>,
    pub query: Option<&'a str>,
    pub shared: Option<bool>,
}

/// How it went to make a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeView {
    Made(View),
    /// The owner has as many as they may.
    TooMany,
}

/// Lists views, of one page where it is named; the newest first, from behind the one that is named.
pub async fn list_views(
    connection: &mut PgConnection,
    of: ViewsOf<'_>,
    page: Option<&str>,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<View>, StorageError> {
    let views = sqlx::query_as!(
        View,
        "select id, page, name, query, shared, owner_kind, owner, created_at, updated_at
        from saved_views
        where project_id = $1 and (shared or (owner_kind = 'user' and owner = $2))
            and ($3::text is null or page = $3) and ($4::bigint is null or id < $4)
        order by id desc limit $5",
        of.project_id,
        of.person,
        page,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(views)
}

/// Finds a view, unless it is somebody else's own.
pub async fn find_view(
    connection: &mut PgConnection,
    of: ViewsOf<'_>,
    id: i64,
) -> Result<Option<View>, StorageError> {
    let view = sqlx::query_as!(
        View,
        "select id, page, name, query, shared, owner_kind, owner, created_at, updated_at
        from saved_views
        where project_id = $1 and id = $3 and (shared or (owner_kind = 'user' and owner = $2))",
        of.project_id,
        of.person,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(view)
}

/// Makes a view of whoever asks for it, unless they have so many in the project, and says so in the audit
/// trail. [`StorageError::Duplicate`] where they have one of this name on the page. Makes its own transaction.
pub async fn create_view(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    new: NewView<'_>,
    most: i64,
) -> Result<MadeView, StorageError> {
    let (owner_kind, owner) = origin.actor.parts();
    let owner = owner.unwrap_or_default();
    let mut transaction = connection.begin().await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from saved_views
        where project_id = $1 and owner_kind = $2 and owner = $3"#,
        project_id,
        owner_kind,
        owner,
    )
    .fetch_one(&mut *transaction)
    .await?;
    if count >= most {
        return Ok(MadeView::TooMany);
    }
    let view = sqlx::query_as!(
        View,
        "insert into saved_views (project_id, page, name, query, shared, owner_kind, owner)
        values ($1, $2, $3, $4, $5, $6, $7)
        returning id, page, name, query, shared, owner_kind, owner, created_at, updated_at",
        project_id,
        new.page,
        new.name,
        new.query,
        new.shared,
        owner_kind,
        owner,
    )
    .fetch_one(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(&view.name),
        project_id: Some(project_id),
        after: Some(told(&view)),
        ..AuditEntry::new(origin, "view.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(MadeView::Made(view))
}

/// Changes a view that was found, unless it is no longer as it was, shared or not; says so in the audit trail
/// where anything changed. [`StorageError::Duplicate`] where its owner has another one of the name. Makes its
/// own transaction.
pub async fn change_view(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    found: &View,
    change: ViewChange<'_>,
) -> Result<Option<View>, StorageError> {
    let mut transaction = connection.begin().await?;
    let before = sqlx::query_as!(
        View,
        "select id, page, name, query, shared, owner_kind, owner, created_at, updated_at
        from saved_views where project_id = $1 and id = $2 and shared = $3 for update",
        project_id,
        found.id,
        found.shared,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(before) = before else { return Ok(None) };
    let view = sqlx::query_as!(
        View,
        "update saved_views set name = coalesce($2, name), query = coalesce($3, query),
            shared = coalesce($4, shared), updated_at = now()
        where id = $1
        returning id, page, name, query, shared, owner_kind, owner, created_at, updated_at",
        before.id,
        change.name,
        change.query,
        change.shared,
    )
    .fetch_one(&mut *transaction)
    .await?;
    if told(&before) == told(&view) {
        return Ok(Some(before));
    }
    let entry = AuditEntry {
        target: Some(&view.name),
        project_id: Some(project_id),
        before: Some(told(&before)),
        after: Some(told(&view)),
        ..AuditEntry::new(origin, "view.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Some(view))
}

/// Deletes a view that was found, and says so in the audit trail; `false` where it is no longer as it was.
/// Makes its own transaction.
pub async fn delete_view(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    found: &View,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    let deleted = sqlx::query_as!(
        View,
        "delete from saved_views where project_id = $1 and id = $2 and shared = $3
        returning id, page, name, query, shared, owner_kind, owner, created_at, updated_at",
        project_id,
        found.id,
        found.shared,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(view) = deleted else { return Ok(false) };
    let entry = AuditEntry {
        target: Some(&view.name),
        project_id: Some(project_id),
        before: Some(told(&view)),
        ..AuditEntry::new(origin, "view.deleted")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(true)
}

/// A view in the audit trail. Its query is text there: not all that JSON may say is in Postgres' own.
fn told(view: &View) -> Value {
    json!({
        "id": view.id, "page": view.page, "name": view.name, "query": view.query,
        "shared": view.shared, "owner": view.owner,
    })
}
