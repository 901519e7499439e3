//! `farol keys`.

use anyhow::{Context, ensure};
use farol_api::{hash_token, new_key};
use farol_storage::{AuditEntry, KeyLimits, Scope, create_api_key, ensure_project, record_audit};
use serde_json::json;
use sqlx::Connection;

use super::account::Account;
use crate::database::Database;

/// Reads the names of scopes.
pub(super) fn scopes(names: &[String]) -> anyhow::Result<Vec<Scope>> {
    let read = |name: &String| {
        Scope::from_name(name.trim())
            .with_context(|| format!("--scope: \"{name}\" is not ingest, read, review or admin"))
    };
    names.iter().map(read).collect()
}

/// Makes a key and prints it, alone, on standard output: it is not shown again.
pub(super) async fn create(
    database: &Database,
    project: &str,
    label: &str,
    scopes: &[Scope],
    limits: KeyLimits,
) -> anyhow::Result<()> {
    let of_length = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    ensure!(of_length(project, 64), "--project must have 1 to 64 characters");
    ensure!(of_length(label, 200), "--label must have 1 to 200 characters");
    let mut connection = database.connect().await?;
    let account = Account::own();
    let mut transaction = connection.begin().await?;
    let project = ensure_project(&mut transaction, project).await?;
    let key = new_key()?;
    let (hash, maker) = (hash_token(&key), account.actor().name());
    create_api_key(&mut transaction, project.id, label, scopes, limits, &hash, maker).await?;
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    let entry = AuditEntry {
        target: Some(label),
        project_id: Some(project.id),
        after: Some(json!({
            "scopes": names,
            "bytes_per_second": limits.bytes_per_second,
            "items_per_second": limits.items_per_second,
        })),
        ..AuditEntry::new(account.actor(), "key.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    println!("{key}");
    Ok(())
}
