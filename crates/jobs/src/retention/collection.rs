//! One kind of data, kept as its plan says.

use farol_storage::{
    CollectionReport, PartitionedTable, RetentionPolicy, StorageError, begin_drop, begun_drops,
    date, delete_rows, finish_drop, projects_in,
};
use sqlx::PgConnection;

use super::{
    plan::{Plan, bounds_not_met},
    survey::{Survey, refresh_usage},
};

/// What becomes of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has expired for everybody.
    Drop,
    /// It has expired for all that have rows in it, who are named.
    DropOf(Vec<i32>),
    /// The rows of these projects are deleted; others need the day still.
    Delete(Vec<i32>),
}

/// A day that the next run of retention would take something from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPreview {
    pub day: i64,
    pub fate: Fate,
    pub rows: i64,
    /// What dropping it would free; nothing where rows are deleted.
    pub bytes: i64,
}

/// Tells what the next run of retention would do to a kind under a policy, and does nothing of it.
pub async fn preview(
    connection: &mut PgConnection,
    table: PartitionedTable,
    policy: &RetentionPolicy,
    today: i64,
) -> Result<Vec<DayPreview>, StorageError> {
    let (plan, survey) = make_plan(connection, table, policy, today).await?;
    let mut days = Vec::new();
    for partition in &survey.partitions {
        let Some(fate) = fate(connection, table, &plan, partition.day).await? else { continue };
        let (only, bytes) = match &fate {
            Fate::Drop => (None, partition.bytes),
            Fate::DropOf(projects) => (Some(&projects[..]), partition.bytes),
            Fate::Delete(projects) => (Some(&projects[..]), 0),
        };
        let rows = survey.rows(partition.day, only);
        days.push(DayPreview { day: partition.day, fate, rows, bytes });
    }
    Ok(days)
}

/// Carries out what the policy says of a kind, and tells what is left.
pub(super) async fn keep_collection(
    connection: &mut PgConnection,
    table: PartitionedTable,
    policy: &RetentionPolicy,
    today: i64,
    report: &mut CollectionReport,
) -> Result<Plan, StorageError> {
    for day in begun_drops(connection, table).await? {
        report.dropped(finish_drop(connection, table, day).await?);
    }
    let (plan, survey) = make_plan(connection, table, policy, today).await?;
    for partition in survey.partitions {
        if let Some(fate) = fate(connection, table, &plan, partition.day).await? {
            take_away(connection, table, partition.day, fate, report).await?;
        }
    }
    let left = Survey::take(connection, table, today).await?;
    let bytes: i64 = left.partitions.iter().map(|of| of.bytes).sum();
    report.bytes = u64::try_from(bytes).ok();
    report.oldest_kept = left.partitions.first().map(|of| date(of.day));
    report.bounds_not_met = bounds_not_met(table, policy, &left);
    Ok(plan)
}

/// Makes the plan, and counts what it takes to make and to report it: open days only where a project
/// has a bound of size, closed ones where something may go.
async fn make_plan(
    connection: &mut PgConnection,
    table: PartitionedTable,
    policy: &RetentionPolicy,
    today: i64,
) -> Result<(Plan, Survey), StorageError> {
    if policy.own_limits(table).any(|(_, limits)| limits.max_bytes.is_some()) {
        refresh_usage(connection, table, |_| true).await?;
    }
    let survey = Survey::take(connection, table, today).await?;
    let plan = Plan::new(table, policy, &survey);
    if refresh_usage(connection, table, |day| day < plan.latest()).await? == 0 {
        return Ok((plan, survey));
    }
    Ok((plan, Survey::take(connection, table, today).await?))
}

async fn fate(
    connection: &mut PgConnection,
    table: PartitionedTable,
    plan: &Plan,
    day: i64,
) -> Result<Option<Fate>, StorageError> {
    if day < plan.earliest() {
        return Ok(Some(Fate::Drop));
    }
    if day >= plan.latest() {
        return Ok(None);
    }
    let present = projects_in(connection, table, day).await?;
    let is_expired = |project: &i32| day < plan.first_kept(*project);
    let expired: Vec<i32> = present.iter().copied().filter(is_expired).collect();
    Ok(match expired.len() {
        all if all == present.len() => Some(Fate::DropOf(expired)),
        0 => None,
        _ => Some(Fate::Delete(expired)),
    })
}

async fn take_away(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
    fate: Fate,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    let only = match &fate {
        Fate::Delete(projects) => {
            for project in projects {
                delete_all(connection, table, day, *project, report).await?;
            }
            return Ok(());
        }
        Fate::Drop => None,
        Fate::DropOf(projects) => Some(&projects[..]),
    };
    if begin_drop(connection, table, day, only).await? {
        report.dropped(finish_drop(connection, table, day).await?);
    }
    Ok(())
}

async fn delete_all(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
    project: i32,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    loop {
        let deleted = delete_rows(connection, table, day, project).await?;
        report.entries_deleted += deleted;
        if deleted == 0 {
            return Ok(());
        }
    }
}
