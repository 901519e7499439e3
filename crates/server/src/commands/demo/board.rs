//! The dashboard that shows what the business events come to.

use anyhow::Context;
use farol_storage::{NewDashboard, Origin, Project, StorageError, create_dashboard};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;

/// As the API takes it.
const BOARD: &str = include_str!("board.json");

#[derive(Deserialize)]
struct Board {
    name: String,
    description: String,
    settings: Value,
    cards: Value,
}

/// Makes the dashboard, unless there is one of its name.
pub(super) async fn make_dashboard(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project: &Project,
) -> anyhow::Result<()> {
    let board: Board = serde_json::from_str(BOARD).context("the dashboard is no JSON")?;
    let new = NewDashboard {
        name: &board.name,
        description: &board.description,
        cards: &board.cards,
        settings: &board.settings,
    };
    match create_dashboard(connection, origin, project.id, new, i64::MAX).await {
        Ok(_) | Err(StorageError::Duplicate(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
