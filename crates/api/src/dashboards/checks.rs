//! What a dashboard may be, and the answers where it cannot be kept.

use farol_storage::{Dashboard as Stored, DashboardChange as StoredChange, StorageError};
use serde::Serialize;
use serde_json::Value;

use super::{
    card::{Card, check_cards},
    wire::{Dashboard, DashboardChange, DashboardNew, DashboardSettings},
};
use crate::{
    error::{ApiError, ErrorCode},
    json::read_part,
    metrics_query::{MetricsFilter, Problems},
    name::read_name,
};

/// Dashboards that a project may have.
pub(super) const MOST: i64 = 200;

const LONGEST_DESCRIPTION: usize = 2_000;
const LONGEST_SETTINGS: usize = 8_192;
const LONGEST_PAUSE: u32 = 86_400;

/// A dashboard to be, as it can be stored.
pub(super) struct Checked<'t> {
    pub(super) name: &'t str,
    pub(super) description: &'t str,
    pub(super) cards: Value,
    pub(super) settings: Value,
}

impl<'t> Checked<'t> {
    pub(super) fn new(told: &'t DashboardNew) -> Result<Self, ApiError> {
        Ok(Self {
            name: read_name(&told.name)?,
            description: read_description(&told.description)?,
            cards: read_cards(&told.cards)?,
            settings: read_settings(&told.settings)?,
        })
    }
}

/// A change, as it can be stored.
pub(super) struct Change<'t> {
    version: i64,
    pub(super) name: Option<&'t str>,
    description: Option<&'t str>,
    cards: Option<Value>,
    settings: Option<Value>,
}

impl<'t> Change<'t> {
    pub(super) fn new(told: &'t DashboardChange) -> Result<Self, ApiError> {
        Ok(Self {
            version: told.version,
            name: told.name.as_deref().map(read_name).transpose()?,
            description: told.description.as_deref().map(read_description).transpose()?,
            cards: told.cards.as_deref().map(read_cards).transpose()?,
            settings: told.settings.as_ref().map(read_settings).transpose()?,
        })
    }

    pub(super) fn stored(&self) -> StoredChange<'_> {
        StoredChange {
            version: self.version,
            name: self.name,
            description: self.description,
            cards: self.cards.as_ref(),
            settings: self.settings.as_ref(),
        }
    }
}

fn read_description(description: &str) -> Result<&str, ApiError> {
    if description.chars().count() > LONGEST_DESCRIPTION || description.contains('\0') {
        let detail =
            format!("may have at most {LONGEST_DESCRIPTION} characters, none of them U+0000");
        return Err(ApiError::invalid("description", detail));
    }
    Ok(description)
}

fn read_cards(cards: &[Card]) -> Result<Value, ApiError> {
    let mut problems = Problems::default();
    check_cards(cards, &mut problems);
    problems.unless(()).map_err(ApiError::invalid_fields)?;
    read_json("cards", &cards)
}

fn read_settings(settings: &DashboardSettings) -> Result<Value, ApiError> {
    if settings.refresh_seconds.is_some_and(|seconds| seconds > LONGEST_PAUSE) {
        let detail = format!("must be at most {LONGEST_PAUSE}");
        return Err(ApiError::invalid("settings.refreshSeconds", detail));
    }
    let json = read_json("settings", settings)?;
    let length = json.to_string().len();
    if length > LONGEST_SETTINGS {
        let detail = format!("must be at most {LONGEST_SETTINGS} bytes of JSON, and has {length}");
        return Err(ApiError::invalid("settings", detail));
    }
    let at = "settings.filters";
    let filters: Vec<MetricsFilter> = read_part(&Value::from(settings.filters.clone()), at)
        .map_err(|error| ApiError::invalid_fields(vec![error]))?;
    let mut problems = Problems::default();
    MetricsFilter::check_all(&filters, at, &mut problems);
    problems.unless(json).map_err(ApiError::invalid_fields)
}

/// What the database can keep: not everything that JSON can say.
fn read_json(field: &str, told: &impl Serialize) -> Result<Value, ApiError> {
    let json =
        serde_json::to_value(told).map_err(|error| ApiError::invalid(field, error.to_string()))?;
    match place_of_zero(&json, field) {
        Some(place) => Err(ApiError::invalid(place, "has U+0000 in a text")),
        None => Ok(json),
    }
}

/// Where a text holds U+0000.
fn place_of_zero(json: &Value, at: &str) -> Option<String> {
    match json {
        Value::String(text) => text.contains('\0').then(|| at.to_owned()),
        Value::Array(list) => {
            let mut list = list.iter().enumerate();
            list.find_map(|(index, value)| place_of_zero(value, &format!("{at}[{index}]")))
        }
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let is_key = name.contains('\0').then(|| at.to_owned());
            is_key.or_else(|| place_of_zero(value, &format!("{at}.{name}")))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The answer where another dashboard has the name.
pub(super) fn name_taken(error: StorageError, name: &str) -> ApiError {
    match error {
        StorageError::Duplicate(_) => {
            let detail = format!("Another dashboard of this project is called \"{name}\".");
            ApiError::new(ErrorCode::NameTaken, detail)
        }
        error => error.into(),
    }
}

pub(super) fn too_many() -> ApiError {
    let detail = format!("There are {MOST} dashboards in this project: delete one first.");
    ApiError::new(ErrorCode::Conflict, detail)
}

/// The answer where somebody else changed it first.
pub(super) fn other_version(current: Stored) -> ApiError {
    let detail = format!("It was changed: the version is {} now.", current.version);
    let current = serde_json::to_value(Dashboard::from(current)).ok().map(Box::new);
    ApiError { current, ..ApiError::new(ErrorCode::VersionConflict, detail) }
}
