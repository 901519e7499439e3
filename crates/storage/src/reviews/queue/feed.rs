//! Rules at work: executions that changed are remembered, and looked at once they have ended.
//!
//! What changed is read from `execution_changes`, in an order that is the same for everybody: nothing is passed
//! over. What still runs is forgotten, since its end is a change, too.

use std::time::Duration;

use farol_model::{TraceId, UnixNano};
use serde_json::Value;
use sqlx::{Connection, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::MOST_ITEMS;
use crate::{
    StorageError,
    executions::{execution_changes_after, is_known_execution_change, last_execution_change},
};

/// Groups of changes that are read at a time, and executions that are looked at.
const CHANGES: i64 = 1_000;
const EXECUTIONS: i64 = 500;

/// Keys under which producers write tags.
const TAG_KEYS: [&str; 5] =
    ["tags", "tag.tags", "langfuse.trace.tags", "langsmith.span.tags", "farol.tags"];

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fed {
    pub changed: u64,
    pub looked_at: u64,
    pub queued: u64,
    /// Rules that the database could not evaluate.
    pub failed: u64,
}

struct Rule {
    id: i64,
    project_id: i32,
    name: String,
    condition: Value,
    agent_id: Option<String>,
    priority: i16,
    tags: Vec<String>,
}

/// An execution that has ended.
struct Ended {
    project_id: i32,
    trace_id: Uuid,
    execution_id: Option<String>,
}

impl Ended {
    /// The trace that events and scores have which name the caller's own id.
    fn told_as(&self) -> Uuid {
        let own = self.execution_id.as_deref();
        own.map_or(self.trace_id, |id| TraceId::of_execution(self.project_id, id).0)
    }
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
    let has_more = match progress {
        // From now on.
        _ if rules.is_empty() => {
            keep_place(&mut transaction, last).await?;
            false
        }
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

/// Puts up those of some executions that a rule means, and that it has not put up before.
async fn apply(
    connection: &mut PgConnection,
    rule: &Rule,
    ended: &[&Ended],
) -> Result<u64, StorageError> {
    let traces: Vec<Uuid> = ended.iter().map(|of| of.trace_id).collect();
    let told: Vec<Uuid> = ended.iter().map(|of| of.told_as()).collect();
    let mut query = QueryBuilder::<Postgres>::new(
        "with found as (select trace_id from executions join unnest(",
    );
    query.push_bind(traces).push("::uuid[], ").push_bind(told);
    query.push("::uuid[]) as ended (trace_id, told_as) using (trace_id) where project_id = ");
    query.push_bind(rule.project_id);
    if let Some(agent) = &rule.agent_id {
        query.push(" and (agent_id = ").push_bind(agent);
        query.push(" or agent_name = ").push_bind(agent).push(")");
    }
    push_condition(&mut query, rule);
    query.push("), hits as (insert into review_rule_hits (rule_id, trace_id) select ");
    query
        .push_bind(rule.id)
        .push(", trace_id from found on conflict do nothing returning trace_id)");
    query.push(
        " insert into review_queue (project_id, trace_id, execution_id, agent_id, agent_name, \
         thread_id, user_id, input_preview, output_preview, priority, tags, reasons) \
         select distinct on (left(coalesce(execution_id, replace(trace_id::text, '-', '')), 512)) \
         project_id, trace_id, left(coalesce(execution_id, replace(trace_id::text, '-', '')), 512), \
         agent_id, agent_name, thread_id, user_id, input_preview, output_preview, ",
    );
    query.push_bind(rule.priority).push(", ").push_bind(&rule.tags);
    query.push(", jsonb_build_array(jsonb_build_object('rule', ").push_bind(&rule.name);
    query.push("::text)) from executions join hits using (trace_id) where project_id = ");
    query.push_bind(rule.project_id);
    query.push(
        " and not exists(select from reviews where reviews.project_id = executions.project_id \
         and (reviews.trace_id = executions.trace_id or reviews.execution_id \
             = left(executions.execution_id, 512))) \
         and (select count(*) from review_queue where review_queue.project_id = ",
    );
    query.push_bind(rule.project_id).push(") < ").push_bind(MOST_ITEMS);
    query.push(
        " on conflict (project_id, execution_id) do update set \
         priority = greatest(review_queue.priority, excluded.priority), \
         tags = array(select distinct unnest(review_queue.tags || excluded.tags)), \
         reasons = review_queue.reasons || excluded.reasons",
    );
    Ok(query.build().execute(connection).await?.rows_affected())
}

/// Adds what a rule asks of `executions`.
fn push_condition<'a>(query: &mut QueryBuilder<Postgres>, rule: &'a Rule) {
    let Some((kind, of)) = rule.condition.as_object().and_then(|of| of.iter().next()) else {
        query.push(" and false");
        return;
    };
    let text = |key: &str| of[key].as_str().unwrap_or_default().to_owned();
    match kind.as_str() {
        "sample" => {
            let percent = of.as_f64().unwrap_or_default();
            query.push(" and abs(uuid_hash_extended(trace_id, ").push_bind(rule.id);
            query.push(") % 1000000) < ").push_bind(percent * 10_000.0);
        }
        // Success is 1, error is 2.
        "status" => {
            query.push(" and status = 2");
        }
        "scoreBelow" => {
            query.push(
                " and exists(select from scores where scores.project_id = executions.project_id \
                 and scores.trace_id in (executions.trace_id, told_as) and scores.name = ",
            );
            query.push_bind(text("name")).push(" and number < ");
            query.push_bind(of["value"].as_f64().unwrap_or_default()).push(")");
        }
        "tag" => {
            let tag = of.as_str().unwrap_or_default();
            query.push(" and (false");
            for key in TAG_KEYS {
                query.push(" or ");
                push_attribute(query, key, Some(tag));
            }
            query.push(")");
        }
        "attribute" => {
            query.push(" and ");
            push_attribute(query, &text("key"), of["value"].as_str());
        }
        "event" => push_event(query, of),
        _ => {
            query.push(" and false");
        }
    }
}

/// Adds that some span of the execution has an attribute, or metadata of the name: with this value where one is
/// told, alone or in a list. The text is looked into first: parsing it costs far more.
fn push_attribute(query: &mut QueryBuilder<Postgres>, key: &str, value: Option<&str>) {
    query.push(
        "exists(select from spans where spans.project_id = executions.project_id \
         and spans.trace_id = executions.trace_id \
         and spans.start_ns between executions.start_ns and executions.last_start_ns and (false",
    );
    for column in ["attributes", "metadata"] {
        query.push(format_args!(" or case when strpos({column}, ")).push_bind(key.to_owned());
        query.push(format_args!(") > 0 then case json_typeof({column}::json -> "));
        query.push_bind(key.to_owned()).push(") when 'null' then false when 'array' then ");
        match value {
            None => {
                query.push("true else true");
            }
            Some(value) => {
                query.push(format_args!(
                    "exists(select from json_array_elements_text({column}::json -> "
                ));
                query.push_bind(key.to_owned()).push(") as of where of = ");
                query.push_bind(value.to_owned());
                query.push(format_args!(") else coalesce({column}::json ->> "));
                query.push_bind(key.to_owned()).push(" = ").push_bind(value.to_owned());
                query.push(", false)");
            }
        }
        query.push(" end else false end");
    }
    query.push("))");
}

/// Adds that some event of the execution has a name, and a property where one is told.
fn push_event(query: &mut QueryBuilder<Postgres>, of: &Value) {
    query.push(
        " and exists(select from events where events.project_id = executions.project_id \
         and events.trace_id in (executions.trace_id, told_as) \
         and events.time_ns >= executions.start_ns - 3600000000000 and events.name = ",
    );
    query.push_bind(of["name"].as_str().unwrap_or_default().to_owned());
    if let Some(property) = of["property"].as_str() {
        query.push(" and case when strpos(properties, ").push_bind(property.to_owned());
        query.push(") > 0 then properties::json ->> ").push_bind(property.to_owned());
        match &of["value"] {
            Value::Null => query.push(" is not null"),
            Value::String(value) => query.push(" = ").push_bind(value.clone()),
            value => query.push(" = ").push_bind(value.to_string()),
        };
        query.push(" else false end");
    }
    query.push(")");
}

/// Forgets what nobody asks for any more: items whose executions are gone, and old hits.
async fn forget(connection: &mut PgConnection) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from review_queue where id in
            (select id from (select id, project_id, trace_id from review_queue
                order by queued_at limit 1000) as oldest
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
