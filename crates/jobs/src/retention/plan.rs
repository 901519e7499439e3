//! Which days are kept, of each project: decided purely.

use std::collections::BTreeMap;

use farol_storage::{BoundNotMet, PartitionedTable, RetentionPolicy};

use super::survey::Survey;

/// The first day that each project keeps of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Of projects without limits of their own.
    others: i64,
    own: BTreeMap<i32, i64>,
}

impl Plan {
    /// Age and size, the server's and the project's, each give a first day; the latest one holds.
    pub(super) fn new(table: PartitionedTable, policy: &RetentionPolicy, survey: &Survey) -> Self {
        let server = policy.server(table);
        let by_size = first_fitting(&survey.sizes(), server.max_bytes, survey.today);
        let first = |project: i32| (survey.today - policy.days(project, table)).max(by_size);
        let own = policy.own_limits(table).map(|(project, limits)| {
            let own_size = first_fitting(&survey.shares(project), limits.max_bytes, survey.today);
            (project, first(project).max(own_size))
        });
        let by_age = server.days.map_or(i64::MIN, |days| survey.today - days);
        Self { others: by_age.max(by_size), own: own.collect() }
    }

    pub(crate) fn first_kept(&self, project: i32) -> i64 {
        self.own.get(&project).copied().unwrap_or(self.others)
    }

    /// Before this day nobody keeps anything.
    pub(super) fn earliest(&self) -> i64 {
        self.own.values().copied().fold(self.others, i64::min)
    }

    /// From this day on everybody keeps everything.
    pub(super) fn latest(&self) -> i64 {
        self.own.values().copied().fold(self.others, i64::max)
    }
}

/// The first of the newest days that fit a bound together; yesterday at the latest. Sizes are in
/// the order of their days.
fn first_fitting(sizes: &[(i64, i64)], max_bytes: Option<i64>, today: i64) -> i64 {
    let Some(max_bytes) = max_bytes else { return i64::MIN };
    let mut sum = 0_i64;
    for &(day, bytes) in sizes.iter().rev() {
        sum = sum.saturating_add(bytes);
        if sum > max_bytes {
            return (day + 1).min(today - 1);
        }
    }
    i64::MIN
}

/// The bounds that do not hold now.
pub(super) fn bounds_not_met(
    table: PartitionedTable,
    policy: &RetentionPolicy,
    survey: &Survey,
) -> Vec<BoundNotMet> {
    let own = policy
        .own_limits(table)
        .map(|(project, limits)| (Some(project), limits.max_bytes, survey.shares(project)));
    let server = (None, policy.server(table).max_bytes, survey.sizes());
    let mut bounds: Vec<BoundNotMet> = std::iter::once(server)
        .chain(own)
        .filter_map(|(project_id, max_bytes, sizes)| {
            let bytes = sizes.iter().map(|(_, bytes)| bytes).sum();
            let max_bytes = max_bytes.filter(|most| bytes > *most)?;
            Some(BoundNotMet { project_id, max_bytes, bytes })
        })
        .collect();
    bounds.sort_by_key(|bound| bound.project_id);
    bounds
}

#[cfg(test)]
mod tests {
    use farol_storage::{Limits, PartitionSize, ProjectUsage};

    use super::*;

    const TODAY: i64 = 20_000;
    const TABLE: PartitionedTable = PartitionedTable::Spans;

    fn limits(days: i64, max_bytes: i64) -> Limits {
        Limits { days: Some(days), max_bytes: (max_bytes > 0).then_some(max_bytes) }
    }

    /// A hundred days up to today of 100 bytes each, of which project 1 has 30 and project 2 the rest.
    fn survey() -> Survey {
        let days = TODAY - 99..=TODAY;
        let partitions = days.clone().map(|day| PartitionSize { day, bytes: 100 }).collect();
        let share = |day, project_id, bytes| ProjectUsage { day, project_id, rows: bytes, bytes };
        let usage = days.flat_map(|day| [share(day, 1, 30), share(day, 2, 70)]).collect();
        Survey { today: TODAY, partitions, usage }
    }

    #[test]
    fn age_is_each_projects_own() {
        let mut policy = RetentionPolicy::new([(TABLE, limits(90, 0))]);
        policy.set(1, TABLE, limits(7, 0));
        let plan = Plan::new(TABLE, &policy, &survey());
        assert_eq!((plan.first_kept(1), plan.first_kept(2)), (TODAY - 7, TODAY - 90));
        assert_eq!((plan.earliest(), plan.latest()), (TODAY - 90, TODAY - 7));
    }

    #[test]
    fn the_oldest_days_make_room() {
        let mut policy = RetentionPolicy::new([(TABLE, limits(90, 5_050))]);
        let plan = Plan::new(TABLE, &policy, &survey());
        assert_eq!(plan.first_kept(9), TODAY - 49, "fifty days of a hundred bytes fit");
        policy.set(1, TABLE, Limits { days: None, max_bytes: Some(300) });
        let plan = Plan::new(TABLE, &policy, &survey());
        assert_eq!((plan.first_kept(1), plan.first_kept(2)), (TODAY - 9, TODAY - 49));
        policy.set(1, TABLE, Limits { days: Some(3), max_bytes: Some(300) });
        assert_eq!(Plan::new(TABLE, &policy, &survey()).first_kept(1), TODAY - 3);
    }

    #[test]
    fn today_and_yesterday_stay_and_that_is_said() {
        let mut policy = RetentionPolicy::new([(TABLE, limits(90, 10))]);
        policy.set(2, TABLE, Limits { days: None, max_bytes: Some(20) });
        let mut survey = survey();
        let plan = Plan::new(TABLE, &policy, &survey);
        assert_eq!((plan.first_kept(1), plan.first_kept(2)), (TODAY - 1, TODAY - 1));
        survey.partitions.retain(|of| of.day >= TODAY - 1);
        survey.usage.retain(|of| of.day >= TODAY - 1);
        let bounds: Vec<_> = bounds_not_met(TABLE, &policy, &survey)
            .iter()
            .map(|bound| (bound.project_id, bound.max_bytes, bound.bytes))
            .collect();
        assert_eq!(bounds, [(None, 10, 200), (Some(2), 20, 140)]);
    }
}
