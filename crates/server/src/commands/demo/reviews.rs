//! What became of answers that the judge thought little of, and of some that it liked: reviews, most of them worked
//! off, the newest waiting; and the rules that put executions up.

use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use farol_api::{ReviewNew, given_answer, review_execution};
use farol_model::{Execution, UnixNano};
use farol_storage::{
    Actor, ExecutionFilter, MadeReview, Origin, Project, Review, ReviewChange, RuleOf, ScoreBounds,
    StorageError, change_review, create_review_rule, date_review, find_review_messages,
    list_executions,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{
    clock::{DAY, HOUR},
    corpus::{ANY_BAD, ANY_GOOD, Verdict},
    judge::{HELPFULNESS, JUDGE, verdict_on},
    random::Random,
    scene::Scene,
};

const REVIEWER: &str = "reviewer@example.com";
/// Reviews that are made of what happened in a part of a day, and such parts.
const AT_ONCE: i64 = 3;
const PART: i64 = 8 * HOUR;
/// What happened in so many parts before now still waits, or in half of all.
const WAITING: i64 = 7;

/// Makes the reviews of so many days.
pub(super) async fn make_reviews(
    connection: &mut PgConnection,
    project: &Project,
    scene: &Scene,
    days: i64,
) -> anyhow::Result<usize> {
    let mut random = Random::of(&[scene.seed, 0x5265_7669_6577]);
    let mut made = 0;
    let parts = days * DAY / PART;
    let waiting = WAITING.min(parts / 2);
    for part in (0..parts).rev() {
        let to = scene.clock.now.0 - part * PART;
        for bounds in [(None, Some(0.45)), (Some(0.9), None)] {
            let most = if bounds.0.is_some() { 1 } else { AT_ONCE };
            for execution in judged(connection, project, (to - PART, to), bounds, most).await? {
                let is_new = part < waiting;
                made += usize::from(
                    review(connection, project, &execution, is_new, &mut random).await?,
                );
            }
        }
    }
    make_rules(connection, project).await?;
    Ok(made)
}

/// Executions that began in a time, whose score is within bounds.
async fn judged(
    connection: &mut PgConnection,
    project: &Project,
    (from, to): (i64, i64),
    (min, max): (Option<f64>, Option<f64>),
    limit: i64,
) -> Result<Vec<Execution>, StorageError> {
    let filter = ExecutionFilter {
        project_id: project.id,
        from: Some(UnixNano(from)),
        to: Some(UnixNano(to)),
        score: Some(ScoreBounds { name: HELPFULNESS.to_owned(), min, max }),
        limit,
        ..ExecutionFilter::default()
    };
    list_executions(connection, &filter).await
}

/// Reviews an execution as the judge, and, unless it happened just now, settles that; `false` where it has a review.
async fn review(
    connection: &mut PgConnection,
    project: &Project,
    execution: &Execution,
    is_new: bool,
    random: &mut Random,
) -> anyhow::Result<bool> {
    let answer = execution.output_preview.as_deref().unwrap_or_default();
    let told = verdict_on(answer).filter(|of| of.rating != "good" || !is_new);
    let verdict = told.unwrap_or(if random.chance(500) && !is_new { &ANY_GOOD } else { &ANY_BAD });
    let new = json!({
        "executionId": execution.trace_id.to_string(),
        "rating": verdict.rating,
        "comment": verdict.comment,
        "priority": verdict.priority,
        "tags": verdict.tags,
    });
    let new: ReviewNew =
        serde_json::from_value(new).context("a review is not what the API takes")?;
    let judge = Origin::from(Actor::Key(JUDGE));
    let made = review_execution(connection, Duration::ZERO, judge, project, &new).await?;
    let MadeReview::Made(review) = made else { return Ok(false) };
    let end = execution.summary.end.unwrap_or(execution.summary.start);
    let flagged = DateTime::from_timestamp_nanos(end.0) + TimeDelta::seconds(50);
    let mut settled = None;
    if !is_new {
        settled = Some(flagged + TimeDelta::minutes(random.between(25, 900)));
    }
    // Some of the new ones are under way.
    if settled.is_some() || random.chance(220) {
        settle(connection, project, &review, verdict, settled).await?;
    }
    date_review(connection, review.id, flagged, settled).await?;
    Ok(true)
}

async fn settle(
    connection: &mut PgConnection,
    project: &Project,
    review: &Review,
    verdict: &Verdict,
    settled: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    let messages = find_review_messages(connection, review.id).await?;
    let given = messages.as_deref().and_then(given_answer).unwrap_or_default();
    let corrected = verdict.corrected.map(|(wrong, right)| given.replace(wrong, right));
    let text = |text: &str| Some((!text.is_empty()).then(|| text.to_owned()));
    let change = match settled {
        Some(_) => ReviewChange {
            status: Some("resolved".to_owned()),
            corrected_output: corrected.filter(|text| *text != given).map(Some),
            action_taken: text(verdict.action),
            resolution_notes: text(verdict.notes),
            ..ReviewChange::default()
        },
        None => ReviewChange { status: Some("in_progress".to_owned()), ..ReviewChange::default() },
    };
    let reviewer = Origin::from(Actor::User(REVIEWER));
    change_review(connection, reviewer, project.id, review.id, &change).await?;
    Ok(())
}

/// Rules look at what comes from now on.
async fn make_rules(connection: &mut PgConnection, project: &Project) -> anyhow::Result<()> {
    let rules: [(&str, Value, i16, &str); 3] = [
        ("Poor answers", json!({"scoreBelow": {"name": HELPFULNESS, "value": 0.4}}), 2, "judge"),
        ("Handed to a person", json!({"event": {"name": "handoff"}}), 1, "handoff"),
        ("A sample of everything", json!({"sample": 0.5}), 0, "sample"),
    ];
    let reviewer = Origin::from(Actor::User(REVIEWER));
    for (name, condition, priority, tag) in rules {
        let rule = RuleOf {
            name: name.to_owned(),
            enabled: true,
            condition,
            agent_id: None,
            priority,
            tags: vec![tag.to_owned()],
        };
        match create_review_rule(connection, reviewer, project.id, &rule, usize::MAX).await {
            Ok(_) | Err(StorageError::Duplicate(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
