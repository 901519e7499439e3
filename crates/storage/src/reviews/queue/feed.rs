//! Rules at work: executions that changed are remembered, and looked at once they have ended.
//!
//! What changed is read from `execution_changes`, in an order that is the same for everybody: nothing is passed
//! over. What still runs is forgotten, since its end is a change, too.

mod rule;

use std::time::Duration;

use farol_model::UnixNano;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use self::rule::{Ended, Rule, apply};
use crate::{
    StorageError,
    executions::{execution_changes_after, is_known_execution_change, last_execution_change},
};

/// Groups of changes that are read at a time, and executions that are looked at.
const CHANGES: i64 = 1_000;
const EXECUTIONS: i64 = 500;

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fed {
    pub changed: u64,
    pub looked_at: u64,
    pub queued: u64,
    /// Rules that the database could not evaluate.
    pub failed: u64,
}

/// Reads what changed, and puts up what rules say of the executions that have ended since: those of which
/// nothing came for a while. To be run by one Farol at a time.
pub async fn feed_review_queue(
    connection: &mut PgConnection,
    now: UnixNano,
    quiet: Duration,
) -> Result<Fed, StorageError> {
    let mut fed = Fed::default();
    forget(connection).await?;
    let rules = enabled_rules(connection).await?;
    while follow(connection, &rules, &mut fed).await? {}
    let quiet = i64::try_from(quiet.as_nanos()).unwrap_or(i64::MAX);
    let before = now.0.saturating_sub(quiet);
    loop {
        let ended = ended_candidates(connection, before).await?;
        if ended.is_empty() {
            return Ok(fed);
        }
        fed.looked_at += ended.len() as u64;
        for rule in &rules {
            let of_project = ended.iter().filter(|of| of.project_id == rule.project_id);
            let ended: Vec<&Ended> = of_project.collect();
            if ended.is_empty() {
                continue;
            }
            match apply(connection, rule, &ended).await {
                Ok(queued) => fed.queued += queued,
                // One rule must not keep the others from work.
                Err(StorageError::Data(error)) => {
                    tracing::warn!(rule = rule.name, %error, "a rule for reviews cannot be evaluated");
                    fed.failed += 1;
                }
                Err(error) => return Err(error),
            }
        }
        let keys = ended.iter().map(|of| (of.project_id, of.trace_id));
        let (projects, traces): (Vec<i32>, Vec<Uuid>) = keys.unzip();
        sqlx::query!(
            "delete from review_candidates using unnest($1::integer[], $2::uuid[])
                as done (project_id, trace_id)
            where review_candidates.project_id = done.project_id
                and review_candidates.trace_id = done.trace_id",
            &projects,
            &traces,
        )
        .execute(&mut *connection)
        .await?;
    }
}

async fn enabled_rules(connection: &mut PgConnection) -> Result<Vec<Rule>, StorageError> {
    let rules = sqlx::query_as!(
        Rule,
        "select id, project_id, name, condition, agent_id, priority, tags
        from review_rules where enabled order by id",
    )
    .fetch_all(connection)
    .await?;
    Ok(rules)
}

/// Remembers the executions of some changes, and how far it came; says whether there is more.
async fn follow(
    connection: &mut PgConnection,
    rules: &[Rule],
    fed: &mut Fed,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    let progress = sqlx::query_scalar!("select seq from review_progress")
        .fetch_optional(&mut *transaction)
        .await?;
    let last = last_execution_change(&mut transaction).await?;
    // Where nobody asks, or for the first time, it begins from now on.
    let has_more = match progress.filter(|_| !rules.is_empty()) {
        None => {
            keep_place(&mut transaction, last).await?;
            false
        }
        Some(seq) if !is_known_execution_change(&mut transaction, seq).await? => {
            catch_up(&mut transaction, rules).await?;
            keep_place(&mut transaction, last).await?;
            true
        }
        Some(seq) => {
            let (changes, _) = execution_changes_after(&mut transaction, seq, CHANGES).await?;
            let full = i64::try_from(changes.len()).is_ok_and(|count| count == CHANGES);
            let (mut projects, mut traces) = (Vec::new(), Vec::new());
            for change in &changes {
                if rules.iter().any(|rule| rule.project_id == change.project_id) {
                    projects.extend(std::iter::repeat_n(change.project_id, change.traces.len()));
                    traces.extend(change.traces.iter().map(|(trace, _)| trace.0));
                }
            }
            fed.changed += traces.len() as u64;
            sqlx::query!(
                "insert into review_candidates (project_id, trace_id)
                select * from unnest($1::integer[], $2::uuid[]) on conflict do nothing",
                &projects,
                &traces,
            )
            .execute(&mut *transaction)
            .await?;
            keep_place(&mut transaction, changes.last().map_or(seq, |change| change.seq)).await?;
            full
        }
    };
    transaction.commit().await?;
    Ok(has_more)
}

/// Before a rule comes into force: where it is the only one, executions are looked at from now on, and not from when
/// a Farol last looked.
pub(in crate::reviews) async fn begin_rules(
    connection: &mut PgConnection,
) -> Result<(), StorageError> {
    if enabled_rules(connection).await?.is_empty() {
        let last = last_execution_change(connection).await?;
        keep_place(connection, last).await?;
    }
    Ok(())
}

async fn keep_place(connection: &mut PgConnection, seq: i64) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into review_progress (seq, read_at) values ($1, now())
        on conflict (only_one) do update set seq = excluded.seq, read_at = excluded.read_at",
        seq,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Where changes were swept before they were read: the executions that began since an hour before that.
async fn catch_up(connection: &mut PgConnection, rules: &[Rule]) -> Result<(), StorageError> {
    let mut projects: Vec<i32> = rules.iter().map(|rule| rule.project_id).collect();
    projects.dedup();
    sqlx::query!(
        "insert into review_candidates (project_id, trace_id)
        select project_id, trace_id from executions
        where project_id = any($1) and start_ns >= (select extract(epoch from read_at)::bigint
            - 3600 from review_progress) * 1000000000
        on conflict do nothing",
        &projects,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Some executions that have ended, after those were forgotten that are not there or run.
async fn ended_candidates(
    connection: &mut PgConnection,
    before: i64,
) -> Result<Vec<Ended>, StorageError> {
    sqlx::query!(
        "delete from review_candidates where not exists(select from executions
            where executions.project_id = review_candidates.project_id
                and executions.trace_id = review_candidates.trace_id and status <> 0)",
    )
    .execute(&mut *connection)
    .await?;
    let ended = sqlx::query_as!(
        Ended,
        "select project_id, trace_id, execution_id from review_candidates
            join executions using (project_id, trace_id)
        where last_arrival <= $1 limit $2",
        before,
        EXECUTIONS,
    )
    .fetch_all(connection)
    .await?;
    Ok(ended)
}

/// Forgets what nobody asks for any more: items whose executions are gone, and old hits.
async fn forget(connection: &mut PgConnection) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from review_queue where id in
            (select id from (select id, project_id, trace_id from review_queue
                where review_id is null order by queued_at limit 1000) as oldest
            where not exists(select from executions
                where executions.project_id = oldest.project_id
                    and executions.trace_id = oldest.trace_id))",
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "delete from review_rule_hits where (rule_id, trace_id) in
            (select rule_id, trace_id from review_rule_hits
            where hit_at < now() - interval '400 days' limit 1000)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
