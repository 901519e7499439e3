//! `GET /api/v1/reviews`.

use axum::{Json, extract::State};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use farol_model::TraceId;
use farol_storage::{ReviewCursor, ReviewFilter, find_executions, list_reviews as read_reviews};
use serde::{Deserialize, Deserializer};
use sqlx::PgConnection;
use utoipa::IntoParams;

use super::checks::refuse_nul;
use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::{ApiError, Problem},
    query::{Conditions, WithConditions, limit},
    wire::{Page, Review, ReviewPriority, ReviewRating, ReviewStatus, cut},
};

/// Characters of a search.
const LONGEST_SEARCH: usize = 500;

/// Values of a repeatable parameter.
const MOST_VALUES: usize = 100;

/// Which reviews are meant. Any value of a repeatable parameter will do.
#[derive(Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReviewConditions {
    /// An agent's id or name; repeatable.
    #[serde(default)]
    pub(super) agent_id: Vec<String>,
    /// Repeatable, as are the next four.
    #[serde(default)]
    #[param(value_type = Vec<ReviewStatus>)]
    pub(super) status: Vec<String>,
    #[serde(default)]
    #[param(value_type = Vec<ReviewRating>)]
    pub(super) rating: Vec<String>,
    #[serde(default)]
    #[param(value_type = Vec<ReviewPriority>)]
    pub(super) priority: Vec<String>,
    #[serde(default)]
    pub(super) tag: Vec<String>,
    /// A person's e-mail address.
    #[serde(default)]
    pub(super) assignee: Vec<String>,
    pub(super) execution_id: Option<String>,
    /// Made at or after: an RFC 3339 time, or a date.
    #[param(value_type = Option<String>)]
    pub(super) date_from: Option<Day>,
    /// Made before: an RFC 3339 time, or on or before a date.
    #[param(value_type = Option<String>)]
    pub(super) date_to: Option<Day>,
    /// Words in the comment, the corrected output, the notes, the tags or the conversation, in Portuguese or
    /// English, in any form and without accents; `"in quotes"` as they stand, `-without`, `this or that`.
    pub(super) search: Option<String>,
}

impl Conditions for ReviewConditions {
    const NAMES: &'static [&'static str] = &[
        "agentId",
        "status",
        "rating",
        "priority",
        "tag",
        "assignee",
        "executionId",
        "dateFrom",
        "dateTo",
        "search",
    ];
    const HAS_ATTRIBUTES: bool = false;
}

/// A time, or a whole day of UTC.
#[derive(Clone, Copy, Debug)]
pub(super) enum Day {
    Time(DateTime<Utc>),
    Date(DateTime<Utc>),
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || {
            serde::de::Error::custom(
                "must be a date such as 2026-11-21, or an RFC 3339 time such as 2026-11-21T09:41:07Z",
            )
        };
        if let Ok(date) = text.parse::<NaiveDate>() {
            let start = date.and_hms_opt(0, 0, 0).ok_or_else(wrong)?.and_utc();
            return in_bounds(start).then_some(Self::Date(start)).ok_or_else(wrong);
        }
        let time = DateTime::parse_from_rfc3339(&text).map_err(|_| wrong())?.to_utc();
        in_bounds(time).then_some(Self::Time(time)).ok_or_else(wrong)
    }
}

/// Whether Postgres knows the time.
fn in_bounds(time: DateTime<Utc>) -> bool {
    (-200_000_000_000..=200_000_000_000).contains(&time.timestamp())
}

impl Day {
    pub(super) const fn start(self) -> DateTime<Utc> {
        match self {
            Self::Time(time) | Self::Date(time) => time,
        }
    }

    /// The first time that is meant no longer.
    fn end(self) -> DateTime<Utc> {
        match self {
            Self::Time(time) => time,
            Self::Date(start) => start + TimeDelta::days(1),
        }
    }
}

impl ReviewConditions {
    /// The filter, with the execution that is named found.
    pub(super) async fn filter(
        mut self,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<ReviewFilter, ApiError> {
        let execution = match self.execution_id.take() {
            Some(id) => Some((traces_of(connection, project_id, &id).await?, id)),
            None => None,
        };
        Ok(ReviewFilter { execution, ..self.checked(project_id)? })
    }

    /// The filter, but for the execution.
    pub(super) fn checked(self, project_id: i32) -> Result<ReviewFilter, ApiError> {
        let texts = [("agentId", &self.agent_id), ("tag", &self.tag), ("assignee", &self.assignee)];
        for (field, values) in texts {
            if values.len() > MOST_VALUES {
                return Err(ApiError::invalid(field, format!("must be at most {MOST_VALUES}")));
            }
            values.iter().try_for_each(|value| refuse_nul(field, value))?;
        }
        let search = self.search.filter(|text| !text.trim().is_empty());
        if let Some(search) = &search {
            refuse_nul("search", search)?;
            if search.chars().count() > LONGEST_SEARCH {
                let detail = format!("must have at most {LONGEST_SEARCH} characters");
                return Err(ApiError::invalid("search", detail));
            }
        }
        Ok(ReviewFilter {
            project_id,
            agents: self.agent_id,
            statuses: known("status", self.status, ReviewStatus::ALL.map(ReviewStatus::name))?,
            ratings: known("rating", self.rating, ReviewRating::ALL.map(ReviewRating::name))?,
            priorities: known(
                "priority",
                self.priority,
                ReviewPriority::ALL.map(ReviewPriority::name),
            )?,
            tags: self.tag,
            assignees: self.assignee,
            execution: None,
            from: self.date_from.map(Day::start),
            to: self.date_to.map(Day::end),
            since: None,
            search,
        })
    }
}

/// Values of a parameter, each of which is one of these words.
pub(super) fn known<const N: usize>(
    field: &str,
    values: Vec<String>,
    words: [&'static str; N],
) -> Result<Vec<String>, ApiError> {
    if values.iter().all(|value| words.contains(&&**value)) {
        return Ok(values);
    }
    Err(ApiError::invalid(field, format!("must be one of {}", words.join(", "))))
}

/// The traces that an execution's id may mean, whether the execution is still there or not.
pub(super) async fn traces_of(
    connection: &mut PgConnection,
    project_id: i32,
    id: &str,
) -> Result<Vec<TraceId>, ApiError> {
    refuse_nul("executionId", id)?;
    let found = find_executions(connection, project_id, id).await?;
    let found = found.into_iter().map(|execution| execution.trace_id);
    Ok(found.chain([TraceId::of_execution(project_id, id)]).collect())
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReviewPage {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists reviews, the newest first.
#[utoipa::path(get, path = "/api/v1/reviews", tag = "reviews", operation_id = "list_reviews",
    params(ReviewConditions, ReviewPage), responses(
    (status = 200, body = Page<Review>), (status = 422, body = Problem)
))]
pub(crate) async fn list_reviews(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<ReviewConditions, ReviewPage>,
) -> Result<Json<Page<Review>>, ApiError> {
    let limit = limit(query.own.limit, 50, 500)?;
    let after = ReviewCursor::parse(query.own.cursor.as_deref())?;
    let mut connection = state.pool.acquire().await?;
    let filter = query.conditions.filter(&mut connection, reader.project.id).await?;
    let mut reviews = read_reviews(&mut connection, &filter, after, limit + 1).await?;
    let has_more = cut(&mut reviews, limit);
    let next_cursor = reviews.last().filter(|_| has_more).map(|last| last.cursor().encode());
    Ok(Json(Page { items: reviews.into_iter().map(Review::from).collect(), next_cursor }))
}
