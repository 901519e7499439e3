//! A question, checked: every error names its field, and all of them are told at once.

use std::ops::Range;

use farol_model::{
    NANOS_PER_DAY, UnixNano,
    metrics::{Buckets, Figure, Interval, Measure, Question, Zone},
};
use farol_storage::MetricsDataset;

use super::request::{Aggregation, Compare, Dataset, IntervalName, MetricsFilter, MetricsQuery};
use crate::error::FieldError;

/// Groups that an answer tells apart, unless asked for and at most.
const USUAL_GROUPS: i64 = 10;
const MOST_GROUPS: i64 = 50;

/// Points of all groups' series together.
const MOST_POINTS: usize = 50_000;

/// Characters of a name.
const LONGEST_NAME: usize = 1_000;

/// What was found wrong.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<FieldError>);

/// What is asked, over a time, and over the one before where that is asked for, too.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// `None`: events.
    pub(super) dataset: Option<MetricsDataset>,
    pub(super) event: String,
    pub(super) agent: Option<String>,
    pub(super) question: Question,
    pub(super) buckets: Buckets,
    pub(super) previous: Option<Buckets>,
}

impl Problems {
    pub(crate) fn add(&mut self, field: impl Into<String>, detail: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), detail: detail.into() });
    }

    pub(crate) fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// What was checked, where nothing is wrong.
    pub(crate) fn unless<T>(self, checked: T) -> Result<T, Vec<FieldError>> {
        if self.0.is_empty() { Ok(checked) } else { Err(self.0) }
    }
}

/// Checks the name of an event, a property or an agent.
pub(crate) fn check_name(name: &str, at: &str, problems: &mut Problems) {
    if name.chars().count() > LONGEST_NAME {
        problems.add(at, format!("must be at most {LONGEST_NAME} characters"));
    } else if name.contains('\0') {
        problems.add(at, "must not have the character U+0000");
    }
}

impl MetricsQuery {
    pub(super) fn check(&self, now: UnixNano) -> Result<Asked, Vec<FieldError>> {
        let mut problems = Problems::default();
        let question = self.check_question("", &mut problems);
        let (buckets, previous) = self.check_time(now, &mut problems);
        let asked = Asked {
            dataset: self.dataset.unwrap_or_default().stored(),
            event: self.event.clone().unwrap_or_default(),
            agent: self.agent_id.clone(),
            question,
            buckets,
            previous,
        };
        problems.unless(asked)
    }

    /// Checks everything but the time, whose errors are told behind a prefix.
    pub(crate) fn check_question(&self, prefix: &str, problems: &mut Problems) -> Question {
        let at = |field: &str| format!("{prefix}{field}");
        match (self.dataset.unwrap_or_default(), &self.event) {
            (Dataset::Events, Some(event)) if !event.is_empty() => {
                check_name(event, &at("event"), problems);
            }
            (Dataset::Events, _) => {
                problems.add(at("event"), "is required: the name of the events");
            }
            (_, None) => {}
            (_, Some(_)) => problems.add(at("event"), "is for the dataset `events` alone"),
        }
        for (field, name) in [("agentId", &self.agent_id), ("groupBy", &self.group_by)] {
            if let Some(name) = name {
                check_name(name, &at(field), problems);
            }
        }
        let limit = self.limit.unwrap_or(USUAL_GROUPS);
        if !(1..=MOST_GROUPS).contains(&limit) {
            problems.add(at("limit"), format!("must be from 1 to {MOST_GROUPS}"));
        }
        let filters = self.filters.as_deref().unwrap_or_default();
        let question = Question {
            measure: self.check_measure(prefix, problems),
            filters: MetricsFilter::check_all(filters, &at("filters"), problems),
            group_by: self.group_by.clone(),
            limit: usize::try_from(limit).unwrap_or(1),
        };
        if let Some(dataset) = self.dataset.unwrap_or_default().stored() {
            self.check_fields(dataset, &question, prefix, problems);
        }
        question
    }

    fn check_measure(&self, prefix: &str, problems: &mut Problems) -> Measure {
        let at = |field: &str| format!("{prefix}{field}");
        let name = self.aggregation.name();
        if let (Aggregation::Count | Aggregation::Rate, Some(_)) =
            (self.aggregation, &self.property)
        {
            problems.add(at("property"), format!("is not for the aggregation `{name}`"));
        }
        if let (true, Some(_)) = (self.aggregation != Aggregation::Rate, &self.matching) {
            problems.add(at("match"), "is for the aggregation `rate` alone");
        }
        let figure = match self.aggregation {
            Aggregation::Count => return Measure::Count,
            Aggregation::Rate => {
                let Some(matching) = &self.matching else {
                    problems.add(at("match"), "is required for the aggregation `rate`");
                    return Measure::Count;
                };
                let matching = matching.check(&at("match"), problems);
                return matching.map_or(Measure::Count, Measure::Rate);
            }
            Aggregation::Sum => Figure::Sum,
            Aggregation::Avg => Figure::Average,
            Aggregation::Min => Figure::Least,
            Aggregation::Max => Figure::Most,
            Aggregation::DistinctCount => Figure::Distinct,
            Aggregation::P50 => Figure::Percentile(50),
            Aggregation::P95 => Figure::Percentile(95),
            Aggregation::P99 => Figure::Percentile(99),
        };
        let Some(property) = &self.property else {
            problems.add(at("property"), format!("is required for the aggregation `{name}`"));
            return Measure::Count;
        };
        check_name(property, &at("property"), problems);
        Measure::Of(figure, property.clone())
    }

    fn check_time(&self, now: UnixNano, problems: &mut Problems) -> (Buckets, Option<Buckets>) {
        let name = self.timezone.as_deref().unwrap_or("UTC");
        let zone = Zone::named(name).unwrap_or_else(|| {
            problems.add("timezone", "must be the name of a time zone, such as America/Sao_Paulo");
            Zone::utc()
        });
        let to = self.to.map_or(now, |time| time.0);
        let week = UnixNano(to.0.saturating_sub(7 * NANOS_PER_DAY));
        let range = self.from.map_or(week, |time| time.0)..to;
        if range.is_empty() {
            problems.add("to", "must be later than `from`");
        }
        let compared = self.compare.map(|Compare::Previous| zone.previous(&range));
        let mut cut = |range: Range<UnixNano>| self.cut(&range, &zone, problems);
        let (buckets, previous) = (cut(range), compared.map(cut));
        (buckets, previous)
    }

    /// A range in its buckets.
    fn cut(&self, range: &Range<UnixNano>, zone: &Zone, problems: &mut Problems) -> Buckets {
        let interval = self.interval.map(Interval::from);
        let made = Buckets::new(range, interval, zone);
        let groups = match (&self.group_by, self.limit) {
            (Some(_), limit) => usize::try_from(limit.unwrap_or(USUAL_GROUPS)).unwrap_or(1),
            (None, _) => 1,
        };
        made.ok().filter(|buckets| buckets.starts().len() * groups <= MOST_POINTS).unwrap_or_else(
            || {
                let detail = format!(
                    "makes more than 5,000 buckets of this time, or more than {MOST_POINTS} points in \
                     all groups: choose a longer one, a shorter time or a smaller limit"
                );
                problems.add("interval", detail);
                Buckets::whole(range)
            },
        )
    }
}

impl From<IntervalName> for Interval {
    fn from(name: IntervalName) -> Self {
        match name {
            IntervalName::Hour => Self::Hour,
            IntervalName::Day => Self::Day,
            IntervalName::Week => Self::Week,
            IntervalName::Month => Self::Month,
        }
    }
}

impl Aggregation {
    const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate => "rate",
            Self::Sum => "sum",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
            Self::DistinctCount => "distinct_count",
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
        }
    }
}
