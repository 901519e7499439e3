//! Days of a series put together into the answer to a question.

use std::{collections::HashMap, ops::Range};

use farol_model::rollup::{
    Cells, Distinct, Figures, NumberHistogram, Part, QUARTERS_PER_DAY, RollupValue, Series,
    TypeCounts,
};

use super::{RollupAnswer, RollupQuestion, RollupRow, read::Stored};

/// What is stored, as an answer.
pub(in crate::events) fn answer(question: &RollupQuestion<'_>, stored: &Stored) -> RollupAnswer {
    if stored.beyond_bounds {
        let unanswered = vec![question.quarters.clone()];
        return RollupAnswer { rows: Vec::new(), unanswered };
    }
    let mut known = Known { segments: segments(question), ..Known::default() };
    let is_crossed = question.wanted.series().kind.is_crossed();
    let has_property = question.wanted.series().kind.has_property();
    for (day, flags) in &stored.flags {
        if flags.is_uncrossed() && is_crossed || flags.lacks_properties() && has_property {
            known.refuse(question, *day);
        }
    }
    for (day, series) in &stored.days {
        if known.unanswered.iter().all(|known| !known.contains(&first_of(question, *day))) {
            known.add(question, *day, series);
        }
    }
    known.finish(question)
}

/// The first quarter of a day that is asked for.
fn first_of(question: &RollupQuestion<'_>, day: i64) -> i64 {
    (day * QUARTERS_PER_DAY).max(question.quarters.start)
}

/// The times between cuts.
fn segments(question: &RollupQuestion<'_>) -> Vec<Range<i64>> {
    let Range { start, end } = question.quarters;
    let mut bounds = vec![start];
    bounds.extend(question.cuts.iter().copied().filter(|cut| *cut > start && *cut < end));
    bounds.push(end);
    bounds.windows(2).map(|two| two[0]..two[1]).collect()
}

/// A segment, and the positions of values, counted from 1; 0 is none.
type Place = (usize, usize, usize);

/// What is known so far.
#[derive(Default)]
struct Known {
    segments: Vec<Range<i64>>,
    /// Values met so far: all days have the same positions.
    values: Vec<RollupValue>,
    places: HashMap<RollupValue, usize>,
    counts: HashMap<Place, u64>,
    types: HashMap<Place, TypeCounts>,
    figures: HashMap<Place, Figures>,
    histograms: HashMap<Place, NumberHistogram>,
    distinct: HashMap<Place, Distinct>,
    unanswered: Vec<Range<i64>>,
}

impl Known {
    fn refuse(&mut self, question: &RollupQuestion<'_>, day: i64) {
        let end = ((day + 1) * QUARTERS_PER_DAY).min(question.quarters.end);
        self.unanswered.push(first_of(question, day)..end);
    }

    /// Adds a day.
    fn add(&mut self, question: &RollupQuestion<'_>, day: i64, series: &Series) {
        match series {
            Series::Many => self.refuse(question, day),
            Series::Flags(_) => {}
            Series::Counts(cells) => {
                let found = self.sum(day, cells);
                merge(&mut self.counts, found);
            }
            Series::Types(cells) => {
                let found = self.sum(day, cells);
                merge(&mut self.types, found);
            }
            Series::Figures(cells) => {
                let found = self.sum(day, cells);
                merge(&mut self.figures, found);
            }
            Series::Histograms(cells) => {
                let found = self.sum(day, cells);
                merge(&mut self.histograms, found);
            }
            Series::Distinct(sketch) => {
                let first = day * QUARTERS_PER_DAY;
                for (place, segment) in self.segments.iter().enumerate() {
                    let inside = |quarter: i64| (quarter - first).clamp(0, QUARTERS_PER_DAY);
                    let (start, end) = (inside(segment.start), inside(segment.end));
                    if start == end {
                        continue;
                    }
                    let of_day = |quarter: i64| u8::try_from(quarter).unwrap_or_default();
                    let found = if end - start == QUARTERS_PER_DAY {
                        Some(sketch.day())
                    } else {
                        sketch.quarters(&(of_day(start)..of_day(end)))
                    };
                    match found {
                        Some(found) => {
                            self.distinct.entry((place, 0, 0)).or_default().merge(&found);
                        }
                        None => self.unanswered.push(first + start..first + end),
                    }
                }
            }
        }
    }

    /// The cells of a day by segment and value.
    fn sum<T: Part>(&mut self, day: i64, cells: &Cells<T>) -> HashMap<Place, T> {
        let values = self.take_in(cells.values());
        let withs = self.take_in(cells.withs());
        let mut found: HashMap<Place, T> = HashMap::new();
        let mut segment = 0;
        for (place, part) in cells.parts() {
            let quarter = day * QUARTERS_PER_DAY + i64::from(place.quarter);
            // Cells are in the order of their quarters.
            while self.segments.get(segment).is_some_and(|of| of.end <= quarter) {
                segment += 1;
            }
            if !self.segments.get(segment).is_some_and(|of| of.contains(&quarter)) {
                continue;
            }
            let value = values[usize::from(place.value)];
            let with = withs[usize::from(place.with)];
            found.entry((segment, value, with)).or_default().add_all(part);
        }
        found
    }

    /// Where values are among those of all days, behind a 0 for none.
    fn take_in(&mut self, values: &[RollupValue]) -> Vec<usize> {
        let mut places = vec![0];
        for value in values {
            let place = self.places.get(value).copied().unwrap_or_else(|| {
                self.values.push(value.clone());
                self.places.insert(value.clone(), self.values.len());
                self.values.len()
            });
            places.push(place);
        }
        places
    }

    fn finish(mut self, question: &RollupQuestion<'_>) -> RollupAnswer {
        let mut rows = Vec::new();
        for (place, count) in std::mem::take(&mut self.counts) {
            rows.push(RollupRow { count, ..self.row(question, place) });
        }
        for (place, types) in std::mem::take(&mut self.types) {
            let count = types.total();
            rows.push(RollupRow { count, types: Some(types), ..self.row(question, place) });
        }
        for (place, figures) in std::mem::take(&mut self.figures) {
            let count = figures.count;
            rows.push(RollupRow { count, figures: Some(figures), ..self.row(question, place) });
        }
        for (place, of) in std::mem::take(&mut self.histograms) {
            let count = of.count();
            rows.push(RollupRow { count, histogram: Some(of), ..self.row(question, place) });
        }
        for (place, distinct) in std::mem::take(&mut self.distinct) {
            rows.push(RollupRow { distinct: Some(distinct), ..self.row(question, place) });
        }
        rows.sort_by(|one, next| {
            (one.quarter, &one.value, &one.with).cmp(&(next.quarter, &next.value, &next.with))
        });
        RollupAnswer { rows, unanswered: join(self.unanswered) }
    }

    fn row(&self, question: &RollupQuestion<'_>, (segment, value, with): Place) -> RollupRow {
        let value_at = |place: usize| place.checked_sub(1).map(|place| self.values[place].clone());
        let (mut value, mut with) = (value_at(value), value_at(with));
        if question.wanted.is_swapped() {
            (value, with) = (with, value);
        }
        let quarter = self.segments[segment].start;
        RollupRow { quarter, value, with, ..RollupRow::default() }
    }
}

fn merge<T: Part>(known: &mut HashMap<Place, T>, found: HashMap<Place, T>) {
    for (place, part) in found {
        known.entry(place).or_default().add_all(&part);
    }
}

/// Ranges in order, those that touch made one.
fn join(mut ranges: Vec<Range<i64>>) -> Vec<Range<i64>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, kept| {
        let touches = later.start <= kept.end;
        if touches {
            kept.end = kept.end.max(later.end);
        }
        touches
    });
    ranges
}
