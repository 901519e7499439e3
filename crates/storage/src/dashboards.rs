//! Dashboards: a project's cards, and a version by which two people who change one find out about each other.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::{AuditEntry, Origin, StorageError, record_audit};

/// A dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Dashboard {
    pub id: i64,
    pub name: String,
    pub description: String,
    /// 1 at first, and one more with every change.
    pub version: i64,
    /// A list of cards as JSON.
    pub cards: Value,
    /// A JSON object.
    pub settings: Value,
    pub created_at: DateTime<Utc>,
    /// An e-mail address, or a key's label.
    pub created_by: String,
    pub updated_at: DateTime<Utc>,
    pub updated_by: String,
}

/// A dashboard as lists tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub version: i64,
    pub card_count: i32,
    pub updated_at: DateTime<Utc>,
    pub updated_by: String,
}

/// A dashboard to be.
#[derive(Clone, Copy, Debug)]
pub struct NewDashboard<'a> {
    pub name: &'a str,
    pub description: &'a str,
    pub cards: &'a Value,
    pub settings: &'a Value,
}

/// What becomes different of a dashboard.
#[derive(Clone, Copy, Debug)]
pub struct DashboardChange<'a> {
    /// The version that is changed.
    pub version: i64,
    pub name: Option<&'a str>,
    pub description: Option<&'a str>,
    pub cards: Option<&'a Value>,
    pub settings: Option<&'a Value>,
}

/// How it went to make a dashboard.
#[derive(Clone, Debug, PartialEq)]
pub enum MadeDashboard {
    Made(Dashboard),
    /// The project has as many as it may.
    TooMany,
}

/// How it went to change or delete a dashboard.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangedDashboard {
    /// As it is now, or was last.
    Done(Dashboard),
    /// It is of another version, and was left as it is.
    OtherVersion(Dashboard),
}

/// Lists a project's dashboards, the newest first, from behind the one that is named.
pub async fn list_dashboards(
    connection: &mut PgConnection,
    project_id: i32,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<DashboardRow>, StorageError> {
    let rows = sqlx::query_as!(
        DashboardRow,
        r#"select id, name, description, version, jsonb_array_length(cards) as "card_count!",
            updated_at, updated_by
        from dashboards
        where project_id = $1 and ($2::bigint is null or id < $2)
        order by id desc limit $3"#,
        project_id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Finds a dashboard.
pub async fn find_dashboard(
    connection: &mut PgConnection,
    project_id: i32,
    id: i64,
) -> Result<Option<Dashboard>, StorageError> {
    let dashboard = sqlx::query_as!(
        Dashboard,
        "select id, name, description, version, cards, settings, created_at, created_by,
            updated_at, updated_by
        from dashboards where project_id = $1 and id = $2",
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(dashboard)
}

/// Makes a dashboard, unless the project has so many, and says so in the audit trail.
/// [`StorageError::Duplicate`] where there is one of this name. Makes its own transaction.
pub async fn create_dashboard(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    new: NewDashboard<'_>,
    most: i64,
) -> Result<MadeDashboard, StorageError> {
    let mut transaction = connection.begin().await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from dashboards where project_id = $1"#,
        project_id,
    )
    .fetch_one(&mut *transaction)
    .await?;
    if count >= most {
        return Ok(MadeDashboard::TooMany);
    }
    let dashboard = sqlx::query_as!(
        Dashboard,
        "insert into dashboards
            (project_id, name, description, cards, settings, created_by, updated_by)
        values ($1, $2, $3, $4, $5, $6, $6)
        returning id, name, description, version, cards, settings, created_at, created_by,
            updated_at, updated_by",
        project_id,
        new.name,
        new.description,
        new.cards,
        new.settings,
        author(origin),
    )
    .fetch_one(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(&dashboard.name),
        project_id: Some(project_id),
        after: Some(told(&dashboard)),
        ..AuditEntry::new(origin, "dashboard.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(MadeDashboard::Made(dashboard))
}

/// Changes a dashboard of the version that is named, which becomes the next one, and says so in the audit
/// trail; `None` where there is none. [`StorageError::Duplicate`] where another one has the name. Makes its own
/// transaction.
pub async fn change_dashboard(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: i64,
    change: DashboardChange<'_>,
) -> Result<Option<ChangedDashboard>, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(before) = lock(&mut transaction, project_id, id).await? else { return Ok(None) };
    if before.version != change.version {
        return Ok(Some(ChangedDashboard::OtherVersion(before)));
    }
    let dashboard = sqlx::query_as!(
        Dashboard,
        "update dashboards set name = coalesce($2, name), description = coalesce($3, description),
            cards = coalesce($4, cards), settings = coalesce($5, settings), version = version + 1,
            updated_at = now(), updated_by = $6
        where id = $1
        returning id, name, description, version, cards, settings, created_at, created_by,
            updated_at, updated_by",
        before.id,
        change.name,
        change.description,
        change.cards,
        change.settings,
        author(origin),
    )
    .fetch_one(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(&dashboard.name),
        project_id: Some(project_id),
        before: Some(told(&before)),
        after: Some(told(&dashboard)),
        ..AuditEntry::new(origin, "dashboard.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Some(ChangedDashboard::Done(dashboard)))
}

/// Deletes a dashboard, of the version that is named or, where none is, of any, and says so in the audit
/// trail; `None` where there is none. Makes its own transaction.
pub async fn delete_dashboard(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: i64,
    version: Option<i64>,
) -> Result<Option<ChangedDashboard>, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(before) = lock(&mut transaction, project_id, id).await? else { return Ok(None) };
    if version.is_some_and(|version| version != before.version) {
        return Ok(Some(ChangedDashboard::OtherVersion(before)));
    }
    sqlx::query!("delete from dashboards where id = $1", before.id)
        .execute(&mut *transaction)
        .await?;
    let entry = AuditEntry {
        target: Some(&before.name),
        project_id: Some(project_id),
        before: Some(told(&before)),
        ..AuditEntry::new(origin, "dashboard.deleted")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Some(ChangedDashboard::Done(before)))
}

/// Reads a dashboard that nobody else changes until the transaction ends.
async fn lock(
    connection: &mut PgConnection,
    project_id: i32,
    id: i64,
) -> Result<Option<Dashboard>, StorageError> {
    let dashboard = sqlx::query_as!(
        Dashboard,
        "select id, name, description, version, cards, settings, created_at, created_by,
            updated_at, updated_by
        from dashboards where project_id = $1 and id = $2 for update",
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(dashboard)
}

/// Whose name stands at a change.
fn author(origin: Origin<'_>) -> &str {
    let (kind, name) = origin.actor.parts();
    name.unwrap_or(kind)
}

/// A dashboard in the audit trail: of its cards the titles, since all of every version would soon be more
/// than anything else in there.
fn told(dashboard: &Dashboard) -> Value {
    let cards = dashboard.cards.as_array().map_or(&[][..], Vec::as_slice);
    let titles: Vec<&Value> = cards.iter().map(|card| &card["title"]).collect();
    json!({
        "id": dashboard.id, "name": dashboard.name, "description": dashboard.description,
        "version": dashboard.version, "cards": titles,
    })
}
