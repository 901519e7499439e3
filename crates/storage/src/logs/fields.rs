//! The fields that log records have, with their most frequent values: from a sample of the newest.

use std::{collections::HashMap, time::Instant};

use farol_model::{Level, UnixNano};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    candidates::{Candidate, each_candidate},
    filter::{LogFilter, level_of},
    windows::{Window, Windows, begin},
};
use crate::StorageError;

/// Fields that are told of.
const MOST_FIELDS: usize = 500;

/// Values that are counted of a field; rarer ones that come later are left out.
const MOST_VALUES: usize = 1_000;

/// Bytes of a key, or of a value, that is worth telling.
const LONGEST: usize = 200;

/// How far nested values are looked into.
const DEPTH: usize = 4;

/// Records that are sampled.
#[derive(Clone, Copy, Debug)]
pub struct SampleOf {
    pub records: usize,
    pub deadline: Instant,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldSource {
    /// One that every record may have: its level, its service.
    Record,
    Attributes,
    Resource,
}

/// A field that some of the sample have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogField {
    pub source: FieldSource,
    pub name: String,
    /// Records of the sample that have it.
    pub count: usize,
    /// Values and how often each was there, the most frequent first.
    pub values: Vec<(String, usize)>,
    /// Whether there are values that were not told apart: too many, or too long.
    pub has_others: bool,
}

/// What a sample of log records shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFields {
    /// The most frequent first.
    pub fields: Vec<LogField>,
    /// Records that were looked at.
    pub sampled: usize,
    /// The oldest time that was looked at, where that is not all: the sample was full, or the deadline came.
    pub searched_to: Option<UnixNano>,
}

/// Looks at the newest records that are meant, and tells which fields they have.
pub async fn sample_fields(
    connection: &mut PgConnection,
    filter: &LogFilter,
    sample: SampleOf,
) -> Result<LogFields, StorageError> {
    let time = Window {
        from: filter.from.map_or(i64::MIN, |time| time.0),
        to: filter.to.map_or(i64::MAX, |time| time.0),
    };
    let mut transaction = begin(connection).await?;
    let project_id = filter.project_id;
    let mut windows =
        Windows::new(&mut transaction, project_id, time, false, sample.deadline).await?;
    let mut survey = Survey::default();
    loop {
        let started = Instant::now();
        let (left, mut oldest) = (sample.records - survey.sampled, i64::MAX);
        let passed = match windows.next(&mut transaction).await {
            Ok(None) => break,
            Ok(Some(window)) => {
                let take = &mut |row: Candidate| {
                    oldest = row.time_ns;
                    survey.add(&row);
                };
                each_candidate(&mut transaction, filter, window, left, take).await.map(|()| window)
            }
            Err(error) => Err(error),
        };
        match passed {
            Ok(window) => windows.passed(window, started.elapsed()),
            Err(StorageError::Deadline) => {}
            Err(error) => return Err(error),
        }
        if survey.sampled >= sample.records {
            survey.searched_to = Some(UnixNano(oldest));
            break;
        }
        if windows.is_due() {
            survey.searched_to = Some(windows.reached());
            break;
        }
    }
    transaction.rollback().await?;
    Ok(survey.finish())
}

#[derive(Default)]
struct Survey {
    sampled: usize,
    fields: HashMap<(FieldSource, String), Tally>,
    searched_to: Option<UnixNano>,
}

#[derive(Default)]
struct Tally {
    /// The record that was counted last: one with several values is counted once.
    last: usize,
    count: usize,
    values: HashMap<String, usize>,
    has_others: bool,
}

impl Survey {
    fn add(&mut self, row: &Candidate) {
        self.sampled += 1;
        let level = level_of(row.level).map(Level::name);
        for (name, value) in [
            ("level", level),
            ("severityText", row.severity_text.as_deref()),
            ("service", Some(&*row.service).filter(|name| !name.is_empty())),
            ("logger", row.logger.as_deref()),
            ("eventName", row.event_name.as_deref()),
        ] {
            if let Some(value) = value {
                self.note(FieldSource::Record, name, Some(value.into()));
            }
        }
        let parse = |json: Option<&str>| json.and_then(|json| serde_json::from_str(json).ok());
        if let Some(attributes) = parse(row.attributes.as_deref()) {
            self.look_into(FieldSource::Attributes, "", &attributes, DEPTH);
        }
        let resource: Option<Value> = parse(row.resource.as_deref());
        if let Some(attributes) = resource.as_ref().and_then(|of| of.get("attributes")) {
            self.look_into(FieldSource::Resource, "", attributes, DEPTH);
        }
    }

    fn look_into(&mut self, source: FieldSource, path: &str, value: &Value, depth: usize) {
        match value {
            Value::Object(fields) if depth > 0 => {
                for (key, value) in fields {
                    let name = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.look_into(source, &name, value, depth - 1);
                }
            }
            Value::Array(items) if !path.is_empty() => {
                for item in items {
                    self.note(source, path, text(item));
                }
            }
            value if !path.is_empty() => self.note(source, path, text(value)),
            _ => {}
        }
    }

    /// Counts a field's value; `None` where it is nothing to tell.
    fn note(&mut self, source: FieldSource, name: &str, value: Option<String>) {
        if name.len() > LONGEST {
            return;
        }
        let is_full = self.fields.len() >= MOST_FIELDS;
        let key = (source, name.to_owned());
        if is_full && !self.fields.contains_key(&key) {
            return;
        }
        let tally = self.fields.entry(key).or_default();
        if tally.last != self.sampled {
            (tally.last, tally.count) = (self.sampled, tally.count + 1);
        }
        let is_full = tally.values.len() >= MOST_VALUES;
        match value.filter(|value| value.len() <= LONGEST) {
            Some(value) if !is_full || tally.values.contains_key(&value) => {
                *tally.values.entry(value).or_default() += 1;
            }
            _ => tally.has_others = true,
        }
    }

    fn finish(self) -> LogFields {
        let mut fields: Vec<LogField> = self.fields.into_iter().map(LogField::from).collect();
        fields.sort_by(|one, other| {
            let order = (one.source, &one.name).cmp(&(other.source, &other.name));
            other.count.cmp(&one.count).then(order)
        });
        LogFields { fields, sampled: self.sampled, searched_to: self.searched_to }
    }
}

impl From<((FieldSource, String), Tally)> for LogField {
    fn from(((source, name), tally): ((FieldSource, String), Tally)) -> Self {
        let Tally { count, values, has_others, .. } = tally;
        let mut values: Vec<(String, usize)> = values.into_iter().collect();
        values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Self { source, name, count, values, has_others }
    }
}

/// A value as filters take it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(_) | Value::Array(_) => None,
        value => Some(value.to_string()),
    }
}
