//! Cells sorted into series.

use std::collections::BTreeMap;

use super::{
    Build, Map,
    column::Column,
    cross::{Cell, Crossed, NONE},
};
use crate::rollup::{
    Catalog, Flags, Kind, NumberHistogram, RollupValue, Series, TypeCounts,
    catalog::CatalogProperty,
    cells::{Cells, Place},
    delta::{self, Written},
    sketch::DaySketch,
};

/// The bytes of all of it.
pub(super) fn finish(build: &Build<'_>, crossed: Crossed) -> Vec<u8> {
    let catalog = catalog(build);
    let mut series = Vec::new();
    count(build, &mut series);
    for (place, column) in (0..).zip(&build.columns) {
        of_column(place, column, &mut series);
    }
    let flags = (0..).zip(&crossed.flags).filter(|(_, flags)| **flags != Flags::default());
    series.extend(flags.map(|(agent, flags)| of(agent, Kind::Flags, Series::Flags(*flags))));
    let counts = sorted(crossed.counts);
    for cells in counts.chunk_by(|one, next| is_same_series(one.0, next.0)) {
        let kind = if cells[0].0.with == NONE { Kind::Values } else { Kind::Pairs };
        series.push(written(build, kind, cells, Series::Counts));
    }
    let figures = sorted(crossed.figures);
    for cells in figures.chunk_by(|one, next| is_same_series(one.0, next.0)) {
        let kind = if cells[0].0.with == NONE { Kind::Figures } else { Kind::FiguresBy };
        series.push(written(build, kind, cells, Series::Figures));
    }
    let histograms = histograms(&sorted(crossed.buckets));
    for cells in histograms.chunk_by(|one, next| is_same_series(one.0, next.0)) {
        let kind = if cells[0].0.with == NONE { Kind::Histogram } else { Kind::HistogramBy };
        series.push(written(build, kind, cells, Series::Histograms));
    }
    for (agent, kind, property, with) in crossed.many {
        series.push(Written { agent, kind, property, with, series: Series::Many });
    }
    let properties = build.columns.iter().map(|column| &*column.name);
    delta::encode(&catalog, &build.agents, properties, &series)
}

fn of(agent: u8, kind: Kind, series: Series) -> Written {
    Written { agent, kind, property: 0, with: 0, series }
}

fn is_same_series(one: Cell, next: Cell) -> bool {
    (one.agent, one.property, one.with) == (next.agent, next.property, next.with)
}

fn sorted<T: Clone>(cells: Map<u64, T>) -> Vec<(Cell, T)> {
    let mut cells: Vec<(u64, T)> = cells.into_iter().collect();
    cells.sort_unstable_by_key(|of| of.0);
    cells.into_iter().map(|(cell, part)| (Cell::unpack(cell), part)).collect()
}

/// Buckets put together that are of the same cell.
fn histograms(buckets: &[(Cell, u64)]) -> Vec<(Cell, NumberHistogram)> {
    let of_cell = |cell: Cell| Cell { last: 0, ..cell };
    let chunks = buckets.chunk_by(|one, next| of_cell(one.0) == of_cell(next.0));
    let histogram = |chunk: &[(Cell, u64)]| NumberHistogram {
        counts: chunk.iter().map(|(cell, count)| (cell.bucket(), *count)).collect(),
    };
    chunks.map(|chunk| (of_cell(chunk[0].0), histogram(chunk))).collect()
}

/// One series, with those of its properties' values that it has.
fn written<T: Clone>(
    build: &Build<'_>,
    kind: Kind,
    cells: &[(Cell, T)],
    series: impl Fn(Cells<T>) -> Series,
) -> Written {
    let Cell { agent, property, with, .. } = cells[0].0;
    // Values are of the property itself, or of the one that figures are under.
    let by = if matches!(kind, Kind::FiguresBy | Kind::HistogramBy) { with } else { property };
    let mut values = Local::default();
    let mut withs = Local::default();
    let parts = cells
        .iter()
        .map(|(cell, part)| {
            let place = Place {
                quarter: cell.quarter,
                value: values.place(build, by, cell.value),
                with: withs.place(build, with, u8::try_from(cell.last).unwrap_or_default()),
            };
            (place, part.clone())
        })
        .collect();
    let mut cells = Cells { values: values.values, withs: withs.values, parts };
    cells.sort();
    let series = if cells.fits() { series(cells) } else { Series::Many };
    Written { agent, kind, property, with, series }
}

/// The values of a column that one series has.
#[derive(Default)]
struct Local {
    places: BTreeMap<u8, u8>,
    values: Vec<RollupValue>,
}

impl Local {
    fn place(&mut self, build: &Build<'_>, column: u8, value: u8) -> u8 {
        let Some(position) = usize::from(value).checked_sub(1) else { return 0 };
        *self.places.entry(value).or_insert_with(|| {
            self.values.push(build.columns[usize::from(column)].values[position].0.clone());
            u8::try_from(self.values.len()).unwrap_or_default()
        })
    }
}

/// How many events there are, by agent.
fn count(build: &Build<'_>, series: &mut Vec<Written>) {
    let mut counts: BTreeMap<u8, BTreeMap<u8, u64>> = BTreeMap::new();
    for head in &build.heads {
        *counts.entry(head.agent).or_default().entry(head.quarter).or_default() += 1;
    }
    for (agent, counts) in counts {
        series.push(of(agent, Kind::Count, Series::Counts(Cells::plain(counts.into_iter()))));
    }
}

/// What a column tells by itself: types, whether its values are many, and its distinct values.
fn of_column(property: u8, column: &Column<'_>, series: &mut Vec<Written>) {
    let mut types: BTreeMap<u8, BTreeMap<u8, TypeCounts>> = BTreeMap::new();
    for ((agent, quarter), counts) in &column.types {
        types.entry(*agent).or_default().insert(*quarter, *counts);
    }
    let mut push = |agent, kind, of| {
        series.push(Written { agent, kind, property, with: 0, series: of });
    };
    let mut seen: BTreeMap<u8, Vec<(u64, u128)>> = BTreeMap::new();
    for ((hash, agent), quarters) in &column.seen {
        seen.entry(*agent).or_default().push((*hash, *quarters));
    }
    for (agent, counts) in types {
        push(agent, Kind::Types, Series::Types(Cells::plain(counts.into_iter())));
        if column.many {
            push(agent, Kind::Values, Series::Many);
        }
    }
    for (agent, seen) in seen {
        push(agent, Kind::Distinct, Series::Distinct(DaySketch::of(seen.into_iter())));
    }
}

fn catalog(build: &Build<'_>) -> Catalog {
    let property = |column: &Column<'_>| {
        let mut types = TypeCounts::default();
        column.types.values().for_each(|counts| types.merge(counts));
        let mut property = CatalogProperty {
            types,
            first: column.first,
            last: column.last,
            values: column.values.clone(),
            values_complete: !column.many,
        };
        property.keep_few();
        (column.name.clone().into_owned(), property)
    };
    Catalog {
        count: build.heads.len() as u64,
        first: build.first,
        last: build.last,
        agents: build.agents.iter().map(|agent| (*agent).to_owned()).collect(),
        agents_overflowed: false,
        properties: build.columns.iter().map(property).collect(),
        properties_overflowed: build.properties_overflowed,
    }
}
