//! What a rule asks of executions, as SQL.

use farol_model::TraceId;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{StorageError, reviews::queue::MOST_ITEMS};

/// Keys under which producers write tags.
const TAG_KEYS: [&str; 5] =
    ["tags", "tag.tags", "langfuse.trace.tags", "langsmith.span.tags", "farol.tags"];

/// A rule that is in force.
pub(super) struct Rule {
    pub(super) id: i64,
    pub(super) project_id: i32,
    pub(super) name: String,
    pub(super) condition: Value,
    pub(super) agent_id: Option<String>,
    pub(super) priority: i16,
    pub(super) tags: Vec<String>,
}

/// An execution that has ended.
#[expect(clippy::struct_field_names, reason = "columns' names")]
pub(super) struct Ended {
    pub(super) project_id: i32,
    pub(super) trace_id: Uuid,
    pub(super) execution_id: Option<String>,
}

impl Ended {
    /// The trace that events and scores have which name the caller's own id.
    fn told_as(&self) -> Uuid {
        let own = self.execution_id.as_deref();
        own.map_or(self.trace_id, |id| TraceId::of_execution(self.project_id, id).0)
    }
}

/// Puts up those of some executions that a rule means, and that it has not put up before.
pub(super) async fn apply(
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
    query.push_bind(rule.project_id).push(" and review_id is null) < ").push_bind(MOST_ITEMS);
    query.push(
        " on conflict (project_id, execution_id) do update set \
         priority = greatest(review_queue.priority, excluded.priority), \
         tags = array(select distinct unnest(review_queue.tags || excluded.tags)), \
         reasons = review_queue.reasons || excluded.reasons",
    );
    Ok(query.build().execute(connection).await?.rows_affected())
}

/// Adds what a rule asks of `executions`.
fn push_condition(query: &mut QueryBuilder<Postgres>, rule: &Rule) {
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
