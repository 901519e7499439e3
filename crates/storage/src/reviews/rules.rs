//! Rules that put executions up for review.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use super::queue::begin_rules;
use crate::{AuditEntry, Origin, StorageError, record_audit};

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRule {
    pub id: i64,
    pub name: String,
    pub enabled: bool,
    /// An object with one key.
    pub condition: Value,
    /// An agent's id or name; any unless named.
    pub agent_id: Option<String>,
    /// 0 to 3, from low to critical.
    pub priority: i16,
    pub tags: Vec<String>,
    pub created_at: DateTime<Utc>,
    /// An e-mail address, or a key's label.
    pub created_by: String,
    pub updated_at: DateTime<Utc>,
    /// Executions that it put up.
    pub hits: i64,
}

/// What a rule is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleOf {
    pub name: String,
    pub enabled: bool,
    pub condition: Value,
    pub agent_id: Option<String>,
    pub priority: i16,
    pub tags: Vec<String>,
}

/// How it went to make a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum MadeRule {
    Made(ReviewRule),
    /// The project has as many as it may.
    TooMany,
}

/// Lists a project's rules in the order of their making.
pub async fn list_review_rules(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Vec<ReviewRule>, StorageError> {
    let rules = sqlx::query_as!(
        ReviewRule,
        r#"select id, name, enabled, condition, agent_id, priority, tags, created_at, created_by,
            updated_at, (select count(*) from review_rule_hits where rule_id = id) as "hits!"
        from review_rules where project_id = $1 order by id"#,
        project_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(rules)
}

/// Finds a rule.
pub async fn find_review_rule(
    connection: &mut PgConnection,
    project_id: i32,
    id: i64,
) -> Result<Option<ReviewRule>, StorageError> {
    let rule = sqlx::query_as!(
        ReviewRule,
        r#"select id, name, enabled, condition, agent_id, priority, tags, created_at, created_by,
            updated_at, (select count(*) from review_rule_hits where rule_id = id) as "hits!"
        from review_rules where project_id = $1 and id = $2"#,
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(rule)
}

/// Makes a rule, unless the project has so many, and says so in the audit trail; [`StorageError::Duplicate`]
/// where it has one of the name. Makes its own transaction.
pub async fn create_review_rule(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    of: &RuleOf,
    most: usize,
) -> Result<MadeRule, StorageError> {
    let mut transaction = connection.begin().await?;
    if list_review_rules(&mut transaction, project_id).await?.len() >= most {
        return Ok(MadeRule::TooMany);
    }
    if of.enabled {
        begin_rules(&mut transaction).await?;
    }
    let id = sqlx::query_scalar!(
        "insert into review_rules
            (project_id, name, enabled, condition, agent_id, priority, tags, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
        project_id,
        of.name,
        of.enabled,
        of.condition,
        of.agent_id,
        of.priority,
        &of.tags,
        origin.actor.name().unwrap_or_default(),
    )
    .fetch_one(&mut *transaction)
    .await?;
    let rule = find_review_rule(&mut transaction, project_id, id).await?;
    let Some(rule) = rule else { return Ok(MadeRule::TooMany) };
    tell(&mut transaction, origin, project_id, "review_rule.created", (None, Some(&rule))).await?;
    transaction.commit().await?;
    Ok(MadeRule::Made(rule))
}

/// Changes a rule that was found, and says so in the audit trail; `None` where it is gone.
/// [`StorageError::Duplicate`] where the project has another one of the name. Makes its own transaction.
pub async fn change_review_rule(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    before: &ReviewRule,
    of: &RuleOf,
) -> Result<Option<ReviewRule>, StorageError> {
    let mut transaction = connection.begin().await?;
    if of.enabled {
        begin_rules(&mut transaction).await?;
    }
    sqlx::query!(
        "update review_rules set name = $3, enabled = $4, condition = $5, agent_id = $6,
            priority = $7, tags = $8, updated_at = now()
        where project_id = $1 and id = $2",
        project_id,
        before.id,
        of.name,
        of.enabled,
        of.condition,
        of.agent_id,
        of.priority,
        &of.tags,
    )
    .execute(&mut *transaction)
    .await?;
    let Some(after) = find_review_rule(&mut transaction, project_id, before.id).await? else {
        return Ok(None);
    };
    let both = (Some(before), Some(&after));
    tell(&mut transaction, origin, project_id, "review_rule.changed", both).await?;
    transaction.commit().await?;
    Ok(Some(after))
}

/// Deletes a rule, and says so in the audit trail; `false` where there is none. What it put up stays. Makes its
/// own transaction.
pub async fn delete_review_rule(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: i64,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(rule) = find_review_rule(&mut transaction, project_id, id).await? else {
        return Ok(false);
    };
    sqlx::query!("delete from review_rules where id = $1", id).execute(&mut *transaction).await?;
    tell(&mut transaction, origin, project_id, "review_rule.deleted", (Some(&rule), None)).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn tell(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    action: &'static str,
    (before, after): (Option<&ReviewRule>, Option<&ReviewRule>),
) -> Result<(), StorageError> {
    let told = |rule: &ReviewRule| {
        json!({
            "id": rule.id, "name": rule.name, "enabled": rule.enabled, "when": rule.condition,
            "agentId": rule.agent_id, "priority": rule.priority, "tags": rule.tags,
        })
    };
    let entry = AuditEntry {
        target: after.or(before).map(|rule| &*rule.name),
        project_id: Some(project_id),
        before: before.map(told),
        after: after.map(told),
        ..AuditEntry::new(origin, action)
    };
    record_audit(connection, &entry).await
}
