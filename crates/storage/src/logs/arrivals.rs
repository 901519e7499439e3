//! What each group brings, written down beside its records: how many there are, by minute, level and
//! service, and where those who follow a project find them.

use std::collections::{BTreeMap, HashMap};

use farol_model::LogRecord;
use sqlx::PgConnection;

use super::{counts::counted_name, filter::code};
use crate::StorageError;

pub(super) const NANOS_PER_MINUTE: i64 = 60_000_000_000;

/// What a group's log records come to.
#[derive(Debug, Default)]
pub(crate) struct Tally<'g> {
    projects: BTreeMap<i32, Project<'g>>,
}

#[derive(Debug, Default)]
struct Project<'g> {
    rows: i64,
    counts: HashMap<(i64, &'g str), Levels>,
    /// The first and the last time of each minute.
    times: BTreeMap<i64, (i64, i64)>,
    /// The first and the last arrival of each request.
    arrivals: Vec<(i64, i64)>,
}

/// Records of each level's code.
type Levels = [i64; 7];

impl<'g> Tally<'g> {
    /// Counts what a request brought.
    pub(crate) fn add(&mut self, project_id: i32, logs: &'g [LogRecord]) {
        if logs.is_empty() {
            return;
        }
        let project = self.projects.entry(project_id).or_default();
        let minute_of = |log: &LogRecord| log.time.0.div_euclid(NANOS_PER_MINUTE);
        let service_of =
            |log: &'g LogRecord| counted_name(log.resource.service.as_deref().unwrap_or_default());
        let mut bounds = (i64::MAX, i64::MIN);
        // Neighbours mostly have the minute and the service in common.
        for run in logs.chunk_by(|one, next| {
            minute_of(one) == minute_of(next) && one.resource.service == next.resource.service
        }) {
            let minute = minute_of(&run[0]);
            let levels = project.counts.entry((minute, service_of(&run[0]))).or_default();
            let times = project.times.entry(minute).or_insert((i64::MAX, i64::MIN));
            for log in run {
                levels[log.level().map_or(0, |level| usize::from(code(level).unsigned_abs()))] += 1;
                *times = (times.0.min(log.time.0), times.1.max(log.time.0));
                bounds = (bounds.0.min(log.arrival), bounds.1.max(log.arrival));
            }
            project.rows += i64::try_from(run.len()).unwrap_or(i64::MAX);
        }
        project.arrivals.push(bounds);
    }

    /// Writes it down, last in the group's transaction: from then on, it is a moment to the commit.
    pub(crate) async fn write(self, connection: &mut PgConnection) -> Result<(), StorageError> {
        for (project_id, project) in self.projects {
            write_project(connection, project_id, project).await?;
        }
        Ok(())
    }
}

async fn write_project(
    connection: &mut PgConnection,
    project_id: i32,
    project: Project<'_>,
) -> Result<(), StorageError> {
    let (mut minutes, mut levels, mut services, mut counts) = (vec![], vec![], vec![], vec![]);
    for ((minute, service), of_levels) in project.counts {
        for (level, count) in (0..).zip(of_levels).filter(|(_, count)| *count > 0) {
            minutes.push(minute);
            levels.push(level);
            services.push(service.to_owned());
            counts.push(count);
        }
    }
    sqlx::query!(
        "with counted as (
            insert into log_count_deltas (project_id, minute, level, service, count)
            select $1, * from unnest($2::bigint[], $3::smallint[], $4::text[], $5::bigint[])
        )
        insert into log_arrivals (project_id, rows, arrivals, times)
        values ($1, $6, $7::text::int8multirange, $8::text::int8multirange)",
        project_id,
        &minutes,
        &levels,
        &services,
        &counts,
        project.rows,
        multirange(project.arrivals),
        multirange(project.times.into_values()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ranges, whose ends belong to them, as Postgres reads them.
fn multirange(ranges: impl IntoIterator<Item = (i64, i64)>) -> String {
    let ranges: Vec<String> =
        ranges.into_iter().map(|(first, last)| format!("[{first},{last}]")).collect();
    format!("{{{}}}", ranges.join(","))
}
