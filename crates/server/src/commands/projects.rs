//! `farol projects`: how long, and up to which size, each project's data is kept.

use std::collections::BTreeMap;

use anyhow::{bail, ensure};
use farol_jobs::{DayPreview, Fate, preview};
use farol_model::UnixNano;
use farol_storage::{
    PartitionedTable, Project, RetentionPolicy, date, list_projects, list_usage, load_policy,
    set_project_limits,
};
use sqlx::PgConnection;

use super::account::Account;
use crate::{cli::ProjectLimits, config::Config, database::Database, size::show_size};

/// Prints a line for each project.
pub(super) async fn list(database: &Database, config: &Config) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    let policy = load_policy(&mut connection, &config.retention.policy()).await?;
    let mut used: BTreeMap<(i32, &str), i64> = BTreeMap::new();
    for table in PartitionedTable::ALL {
        for of in list_usage(&mut connection, table).await? {
            *used.entry((of.project_id, table.name())).or_default() += of.bytes;
        }
    }
    println!(
        "{:24} {:6} {:>8} {:>10} {:>16}",
        "project", "kind", "days", "bound", "in closed days"
    );
    for project in list_projects(&mut connection).await? {
        for table in PartitionedTable::ALL {
            let bound = policy.project(project.id, table).max_bytes;
            let days = policy.days(project.id, table);
            let used = used.get(&(project.id, table.name())).copied().unwrap_or_default();
            let bound = bound.map_or_else(|| "none".to_owned(), show_size);
            println!(
                "{:24} {:6} {days:>8} {bound:>10} {:>16}",
                project.name,
                table.name(),
                show_size(used)
            );
        }
    }
    Ok(())
}

/// Sets a project's limits, or tells what would go if they were set.
pub(super) async fn set(
    database: &Database,
    config: &Config,
    asked: &ProjectLimits,
) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    let projects = list_projects(&mut connection).await?;
    let Some(project) = projects.iter().find(|project| project.name == asked.name) else {
        bail!("there is no project \"{}\"", asked.name);
    };
    let mut policy = load_policy(&mut connection, &config.retention.policy()).await?;
    let mut touched = false;
    for table in PartitionedTable::ALL {
        let Some(limits) = asked.change(table, policy.project(project.id, table)) else { continue };
        touched = true;
        if asked.dry_run {
            policy.set(project.id, table, limits);
        } else {
            let account = Account::own();
            set_project_limits(&mut connection, account.actor(), project, table, limits).await?;
        }
    }
    if asked.dry_run {
        return tell(&mut connection, &policy, &projects).await;
    }
    ensure!(touched, "nothing was set: name a number of days or a size; see --help");
    Ok(())
}

/// Prints what the next run would take away under a policy.
async fn tell(
    connection: &mut PgConnection,
    policy: &RetentionPolicy,
    projects: &[Project],
) -> anyhow::Result<()> {
    let mut nothing = true;
    for table in PartitionedTable::ALL {
        let days = preview(connection, table, policy, UnixNano::now().day()).await?;
        nothing &= days.is_empty();
        for day in days {
            println!("{}", line(table, &day, projects));
        }
    }
    if nothing {
        println!("The next run of retention would take nothing away.");
    }
    Ok(())
}

fn line(table: PartitionedTable, day: &DayPreview, projects: &[Project]) -> String {
    let (date, rows) = (date(day.day), day.rows);
    match &day.fate {
        Fate::Drop | Fate::DropOf(_) => {
            format!("{table} of {date}: the day goes, {rows} rows, {}", show_size(day.bytes))
        }
        Fate::Delete(expired) => {
            let own = projects.iter().filter(|project| expired.contains(&project.id));
            let names: Vec<&str> = own.map(|project| project.name.as_str()).collect();
            format!("{table} of {date}: {rows} rows of {} go", names.join(", "))
        }
    }
}
