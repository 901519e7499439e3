//! Events added up to an answer.

use std::{borrow::Cow, collections::HashMap};

use super::{Buckets, Cell, Measure, Question, filter::find};
use crate::{Scalar, UnixNano, rollup::RollupValue};

/// Groups that are told apart before the largest are known.
const MOST_GROUPS: usize = 10_000;

/// Cells in all groups together: what memory allows.
const MOST_CELLS: usize = 200_000;

/// The group of what there was no room for.
const REST: usize = usize::MAX;

/// What events come to, by group and bucket. Tallies of one question about one range merge.
#[derive(Debug)]
pub struct Tally<'q> {
    question: &'q Question,
    buckets: &'q Buckets,
    /// Places in `groups` by the text of the key, and that of events without the property.
    places: HashMap<String, usize>,
    absent: Option<usize>,
    groups: Vec<GroupKey>,
    /// By group, then by bucket.
    cells: HashMap<(usize, usize), Cell>,
    skipped: u64,
}

/// What the events of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupKey {
    /// No value, or one that is a list or an object.
    Absent,
    /// The values whose text is the same: 5 and "5" are one group.
    Values(Vec<RollupValue>),
    /// None of the groups.
    Other,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub all: Told,
    /// The largest first, what is in none of them last.
    pub groups: Vec<(GroupKey, Told)>,
    /// Whether nothing is estimated and nothing left out.
    pub exact: bool,
    /// Events whose measured property is of the wrong type.
    pub skipped: u64,
}

/// A measure, over all of the time and by bucket; `None` where there is nothing that it could be of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub value: Option<f64>,
    pub series: Vec<Option<f64>>,
}

impl<'q> Tally<'q> {
    pub fn new(question: &'q Question, buckets: &'q Buckets) -> Self {
        Self {
            question,
            buckets,
            places: HashMap::new(),
            absent: None,
            groups: Vec::new(),
            cells: HashMap::new(),
            skipped: 0,
        }
    }

    /// Adds an event of the range, where it is one that was asked for.
    pub fn add_event(&mut self, time: UnixNano, scalars: &[(Cow<str>, Scalar)]) {
        let Some(property) = self.question.measure.property() else {
            return self.add_events(time, scalars, 1);
        };
        if self.wants(scalars) {
            let cell = self.cell_of(time, scalars);
            let measured = find(scalars, property).is_none_or(|value| cell.add(value));
            self.skipped += u64::from(!measured);
        }
    }

    /// Adds so many events of a bucket, all with the same properties as far as the question asks for them. What
    /// is measured of them is not: see [`Tally::add_measured`].
    pub fn add_events(&mut self, time: UnixNano, scalars: &[(Cow<str>, Scalar)], count: u64) {
        if count == 0 || !self.wants(scalars) {
            return;
        }
        let holds = match &self.question.measure {
            Measure::Rate(filter) => filter.holds(scalars),
            _ => false,
        };
        match self.cell_of(time, scalars) {
            Cell::Count(own) => *own += count,
            Cell::Rate { matching, all } => {
                *all += count;
                *matching += if holds { count } else { 0 };
            }
            _ => {}
        }
    }

    /// Adds what such events come to.
    pub fn add_measured(&mut self, time: UnixNano, scalars: &[(Cow<str>, Scalar)], cell: &Cell) {
        if self.wants(scalars) {
            self.cell_of(time, scalars).merge(cell);
        }
    }

    /// Adds what events of a group come to that the filters let through.
    pub fn add(&mut self, time: UnixNano, group: Option<RollupValue>, cell: &Cell) {
        let group = self.group(group);
        self.cell_at(group, self.buckets.place(time)).merge(cell);
    }

    /// Whether the question is about events with these properties.
    pub fn wants(&self, scalars: &[(Cow<str>, Scalar)]) -> bool {
        self.question.filters.iter().all(|filter| filter.holds(scalars))
    }

    /// Counts events whose measured property is of the wrong type.
    pub fn skip(&mut self, count: u64) {
        self.skipped += count;
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: Self) {
        self.skipped += other.skipped;
        let places: Vec<usize> = other
            .groups
            .into_iter()
            .map(|key| match key {
                GroupKey::Values(values) => {
                    values.into_iter().map(|value| self.group(Some(value))).last().unwrap_or(REST)
                }
                GroupKey::Absent | GroupKey::Other => self.group(None),
            })
            .collect();
        for ((group, bucket), cell) in other.cells {
            let group = places.get(group).copied().unwrap_or(REST);
            self.cell_at(group, bucket).merge(&cell);
        }
    }

    fn cell_of(&mut self, time: UnixNano, scalars: &[(Cow<str>, Scalar)]) -> &mut Cell {
        let group = self.question.group_by.as_deref().and_then(|name| find(scalars, name));
        let group = self.group(group.and_then(RollupValue::of));
        self.cell_at(group, self.buckets.place(time))
    }

    fn cell_at(&mut self, group: usize, bucket: usize) -> &mut Cell {
        let place = (group, bucket);
        let is_full = self.cells.len() >= MOST_CELLS && !self.cells.contains_key(&place);
        let place = if is_full { (REST, bucket) } else { place };
        self.cells.entry(place).or_insert_with(|| Cell::empty(&self.question.measure))
    }

    fn group(&mut self, value: Option<RollupValue>) -> usize {
        let known = match &value {
            Some(value) => self.places.get(&*text_of(value)).copied(),
            None => self.absent,
        };
        match (known, value) {
            (Some(place), value) => {
                if let (Some(value), GroupKey::Values(values)) = (value, &mut self.groups[place])
                    && !values.contains(&value)
                {
                    values.push(value);
                }
                place
            }
            (None, _) if self.groups.len() >= MOST_GROUPS => REST,
            (None, value) => {
                let place = self.groups.len();
                match &value {
                    Some(value) => {
                        self.places.insert(text_of(value).into_owned(), place);
                    }
                    None => self.absent = Some(place),
                }
                let key = value.map(|value| GroupKey::Values(vec![value]));
                self.groups.push(key.unwrap_or(GroupKey::Absent));
                place
            }
        }
    }

    /// Tells what was asked for.
    pub fn answer(self) -> Answer {
        let measure = &self.question.measure;
        let mut cells: Vec<((usize, usize), Cell)> = self.cells.into_iter().collect();
        cells.sort_unstable_by_key(|(place, _)| *place);
        let largest = match self.question.group_by {
            Some(_) => largest(measure, self.question.limit, &self.groups, &cells),
            None => Vec::new(),
        };
        // All, the largest groups, and the rest.
        let rest = largest.len() + 1;
        let row = || Row::new(measure, self.buckets.starts().len());
        let mut rows: Vec<Row> = (0..=rest).map(|_| row()).collect();
        let places: HashMap<usize, usize> = largest.iter().copied().zip(1..).collect();
        for ((group, bucket), cell) in &cells {
            rows[0].add(*bucket, cell);
            if self.question.group_by.is_some() {
                rows[places.get(group).copied().unwrap_or(rest)].add(*bucket, cell);
            }
        }
        let mut exact = cells.last().is_none_or(|((group, _), _)| *group != REST);
        let mut told = rows.iter().map(|row| row.told(measure, &mut exact));
        let all = told.next().unwrap_or_default();
        let keys = largest.iter().map(|&group| self.groups[group].clone());
        let mut groups: Vec<(GroupKey, Told)> = keys.chain([GroupKey::Other]).zip(told).collect();
        if rows[rest].is_empty {
            groups.pop();
        }
        Answer { all, groups, exact, skipped: self.skipped }
    }
}

/// The places of the largest groups in their order.
fn largest(
    measure: &Measure,
    limit: usize,
    groups: &[GroupKey],
    cells: &[((usize, usize), Cell)],
) -> Vec<usize> {
    let of_one_group = cells.chunk_by(|((one, _), _), ((other, _), _)| one == other);
    let mut sizes: Vec<(Descending, usize)> = of_one_group
        .filter_map(|cells| {
            let ((group, _), _) = cells.first()?;
            let mut total = Cell::empty(measure);
            for (_, cell) in cells {
                total.merge(cell);
            }
            (*group != REST).then(|| (Descending(total.size(measure)), *group))
        })
        .collect();
    sizes.sort_by(|(one, group), (other, of)| {
        one.cmp(other).then_with(|| groups[*group].text().cmp(&groups[*of].text()))
    });
    sizes.truncate(limit);
    sizes.into_iter().map(|(_, group)| group).collect()
}

/// The cells of a group in the order of their buckets.
struct Row {
    total: Cell,
    series: Vec<Cell>,
    /// Whether no cell was added.
    is_empty: bool,
}

impl Row {
    fn new(measure: &Measure, buckets: usize) -> Self {
        let empty = Cell::empty(measure);
        Self { series: vec![empty.clone(); buckets], total: empty, is_empty: true }
    }

    fn add(&mut self, bucket: usize, cell: &Cell) {
        self.is_empty = false;
        self.total.merge(cell);
        if let Some(of_bucket) = self.series.get_mut(bucket) {
            of_bucket.merge(cell);
        }
    }

    fn told(&self, measure: &Measure, exact: &mut bool) -> Told {
        let mut told = |cell: &Cell| {
            let told = cell.told(measure);
            *exact &= told.exact;
            told.value
        };
        Told { value: told(&self.total), series: self.series.iter().map(told).collect() }
    }
}

impl GroupKey {
    /// `None` for events without the property.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent => None,
            Self::Values(values) => values.first().map(text_of),
            Self::Other => Some(Cow::Borrowed("other")),
        }
    }
}

/// The largest first.
#[derive(Clone, Copy, PartialEq)]
struct Descending(f64);

impl Eq for Descending {}

impl PartialOrd for Descending {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Descending {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.total_cmp(&self.0)
    }
}

/// A value as text: numbers and booleans as JSON writes them.
fn text_of(value: &RollupValue) -> Cow<'_, str> {
    match value {
        RollupValue::Text(text) => Cow::Borrowed(text),
        RollupValue::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        RollupValue::Number(number) => Cow::Owned(number_text(*number)),
    }
}

/// As JSON writes it, whole numbers without a fraction.
#[expect(clippy::cast_possible_truncation, reason = "below 2^53")]
fn number_text(number: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return (number as i64).to_string();
    }
    serde_json::to_string(&number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        metrics::{Condition, Figure, Filter, Interval, Zone},
        scalars,
    };

    fn question(measure: Measure, group_by: Option<&str>, limit: usize) -> Question {
        let group_by = group_by.map(str::to_owned);
        Question { measure, filters: Vec::new(), group_by, limit }
    }

    fn hours(count: i64) -> Buckets {
        let range = UnixNano(0)..UnixNano(count * 3_600_000_000_000);
        Buckets::new(&range, Some(Interval::Hour), &Zone::named("UTC").unwrap()).unwrap()
    }

    /// An event for each hour.
    fn answer(question: &Question, events: &[&str]) -> Answer {
        let buckets = hours(i64::try_from(events.len()).unwrap());
        let mut tallies = [Tally::new(question, &buckets), Tally::new(question, &buckets)];
        for (place, event) in events.iter().enumerate() {
            let time = UnixNano(buckets.starts()[place]);
            tallies[place % 2].add_event(time, &scalars(Some(event), None));
        }
        let [mut one, other] = tallies;
        one.merge(other);
        one.answer()
    }

    fn values(answer: &Answer) -> Vec<(Option<String>, Option<f64>)> {
        let text = |key: &GroupKey| key.text().map(Cow::into_owned);
        answer.groups.iter().map(|(key, told)| (text(key), told.value)).collect()
    }

    #[test]
    fn the_largest_groups_are_told_apart() {
        let events = [
            r#"{"c":"b"}"#,
            r#"{"c":"b"}"#,
            r#"{"c":5}"#,
            r#"{"c":"5"}"#,
            r#"{"c":[1]}"#,
            "{}",
            "{}",
            r#"{"c":true}"#,
        ];
        let told = answer(&question(Measure::Count, Some("c"), 2), &events);
        let group = |key: &str, value| (Some(key.to_owned()), Some(value));
        assert_eq!(values(&told), [(None, Some(3.0)), group("5", 2.0), group("other", 3.0)]);
        let five =
            GroupKey::Values(vec![RollupValue::Number(5.0), RollupValue::Text("5".to_owned())]);
        assert_eq!(told.groups[1].0, five);
        assert_eq!(told.groups[1].1.series[2..5], [Some(1.0), Some(1.0), Some(0.0)]);
        assert_eq!((told.all.value, told.exact, told.skipped), (Some(8.0), true, 0));
    }

    #[test]
    fn values_of_another_type_are_skipped_and_counted() {
        let events =
            [r#"{"d":1}"#, r#"{"d":"1"}"#, r#"{"d":0.5}"#, r#"{"d":null}"#, "{}", r#"{"d":{}}"#];
        let of = |figure| answer(&question(Measure::Of(figure, "d".to_owned()), None, 10), &events);
        let figures = [Figure::Sum, Figure::Average, Figure::Least, Figure::Most];
        for (figure, value) in figures.into_iter().zip([1.5, 0.75, 0.5, 1.0]) {
            let told = of(figure);
            assert_eq!((told.all.value, told.skipped, told.exact), (Some(value), 2, true));
            let nothing = (figure == Figure::Sum).then_some(0.0);
            assert_eq!(told.all.series[3], nothing, "{figure:?}");
        }
        let distinct = of(Figure::Distinct);
        assert_eq!((distinct.all.value, distinct.skipped), (Some(3.0), 1));
        let percentile = of(Figure::Percentile(50));
        assert!((percentile.all.value.unwrap() / 0.5 - 1.0).abs() < 0.022 && !percentile.exact);
    }

    #[test]
    fn a_rate_is_of_the_events_that_the_filters_let_through() {
        let is = |property: &str, value| Filter {
            property: property.to_owned(),
            condition: Condition::Is(RollupValue::Boolean(value)),
        };
        let mut asked = question(Measure::Rate(is("answered", true)), None, 10);
        asked.filters = vec![is("real", true)];
        let events =
            [r#"{"answered":true,"real":true}"#, r#"{"real":true}"#, r#"{"answered":true}"#];
        let told = answer(&asked, &events);
        assert_eq!(told.all.value, Some(50.0));
        assert_eq!(told.all.series, [Some(100.0), Some(0.0), None]);
    }

    #[test]
    fn there_is_room_for_so_many_groups() {
        let events: Vec<String> =
            (0..=MOST_GROUPS).map(|number| format!(r#"{{"c":{number}}}"#)).collect();
        let asked = question(Measure::Count, Some("c"), 1);
        let zone = Zone::named("UTC").unwrap();
        let buckets = Buckets::new(&(UnixNano(0)..UnixNano(1)), None, &zone).unwrap();
        let mut tally = Tally::new(&asked, &buckets);
        for event in &events {
            tally.add_event(UnixNano(0), &scalars(Some(event), None));
        }
        let told = tally.answer();
        assert_eq!((told.groups.len(), told.groups[1].1.value), (2, Some(1e4)));
        assert!(!told.exact);
    }

    #[test]
    fn numbers_are_written_as_json_writes_them() {
        let written = [5.0, -0.5, 1e21, 9_007_199_254_740_992.0, 0.1].map(number_text);
        assert_eq!(written, ["5", "-0.5", "1e+21", "9007199254740992", "0.1"]);
    }
}
