//! `farol demo`: a fortnight of believable data in a project of its own, for those who want to see
//! what Farol shows before they send anything. The same for the same seed; its times end now.

mod background;
mod batch;
mod board;
mod business;
mod calls;
mod chat;
mod clock;
mod conversation;
mod corpus;
mod facts;
mod judge;
mod media;
mod odd;
mod pipeline;
mod plan;
mod random;
mod reviews;
mod scene;
mod speech;
mod store;
mod trace;
mod visits;
mod voice;
mod work;

use std::{sync::Arc, time::Instant};

use chrono::Local;
use farol_storage::{
    AuditEntry, ExecutionFilter, PartitionedTable, Project, ensure_project, list_executions,
    load_policy, record_audit, someone_can_sign_in,
};
use serde_json::json;
use sqlx::PgConnection;

use self::{board::make_dashboard, clock::Clock, reviews::make_reviews, scene::Scene, store::Made};
use super::account::Account;
use crate::{cli::Demo, config::Config, database::Database};

/// The project that is filled.
const PROJECT: &str = "demo";

/// Fills the project, unless it holds something and nobody asked for more.
pub(super) async fn fill(database: &Database, config: &Config, asked: Demo) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    let project = ensure_project(&mut connection, PROJECT).await?;
    if !asked.again && holds_something(&mut connection, &project).await? {
        println!("The project \"{PROJECT}\" holds data already; --again adds to it.");
        return Ok(());
    }
    let now = asked.now.unwrap_or_else(|| Local::now().fixed_offset());
    let scene = Arc::new(Scene::new(Clock::new(now), asked.seed));
    let policy = load_policy(&mut connection, &config.retention.policy()).await?;
    let kept = PartitionedTable::ALL.map(|table| policy.days(project.id, table));
    let days = kept.into_iter().fold(asked.days, i64::min).max(1);
    eprintln!("Making {days} days of data …");
    let begun = Instant::now();
    let made = store::store(database, config, &project, &scene, days * 24).await?;
    let account = Account::own();
    make_dashboard(&mut connection, account.actor().into(), &project).await?;
    let reviews = make_reviews(&mut connection, &project, &scene, days).await?;
    let entry = AuditEntry {
        target: Some(PROJECT),
        project_id: Some(project.id),
        after: Some(json!({ "seed": asked.seed, "days": days, "spans": made.spans })),
        ..AuditEntry::new(account.actor(), "project.demo_filled")
    };
    record_audit(&mut connection, &entry).await?;
    tell(&made, reviews, begun, config);
    if !someone_can_sign_in(&mut connection).await? {
        println!("Nobody can sign in yet: `farol serve` prints a link that does.");
    }
    Ok(())
}

async fn holds_something(connection: &mut PgConnection, project: &Project) -> anyhow::Result<bool> {
    let filter = ExecutionFilter { project_id: project.id, limit: 1, ..ExecutionFilter::default() };
    Ok(!list_executions(connection, &filter).await?.is_empty())
}

fn tell(made: &Made, reviews: usize, begun: Instant, config: &Config) {
    let Made { executions, spans, logs, events, scores } = made;
    println!(
        "The project \"{PROJECT}\" has {executions} executions, {spans} spans, {logs} log lines, {events} events, {scores} scores and {reviews} reviews more, made in {:.1} s.",
        begun.elapsed().as_secs_f64()
    );
    println!("See them: http://{}/executions?project={PROJECT}", config.server.listen);
}
