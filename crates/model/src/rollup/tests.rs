//! Whatever is merged in whichever order comes to the same, and reads back.

use proptest::{collection::vec, prelude::*};

use super::{
    Catalog, DaySketch, Delta, Distinct, Figures, NumberHistogram, Series, build::roll_up,
    deltas_of, rolled_up,
};
use crate::{Event, JsonText, UnixNano};

fn figures(numbers: &[f64]) -> Figures {
    let mut figures = Figures::default();
    for number in numbers {
        figures.add(*number);
    }
    figures
}

fn histogram(numbers: &[f64]) -> NumberHistogram {
    let mut histogram = NumberHistogram::default();
    for number in numbers {
        histogram.add(*number);
    }
    histogram
}

fn distinct(hashes: impl IntoIterator<Item = u64>) -> Distinct {
    let mut distinct = Distinct::default();
    hashes.into_iter().for_each(|hash| distinct.add_hash(hash));
    distinct
}

/// Numbers that look random, as hashes do.
fn mixed(number: u64) -> u64 {
    xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes())
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -1e6..1e6, (-20_i32..20).prop_map(f64::from)]
        .prop_filter("finite", |number| number.is_finite())
        .prop_map(|number| number + 0.0)
}

/// Events of one name and day, with properties of few and of many values.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let value = prop_oneof![
        (0..4_i32).prop_map(|number| number.to_string()),
        (-9e9..9e9).prop_map(|number: f64| number.to_string()),
        Just("null".to_owned()),
        Just("[true]".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        "[a-c]{0,2}".prop_map(|text| format!("\"{text}\"")),
        (0..300_i32).prop_map(|number| format!("\"id {number}\"")),
    ];
    let properties = vec(("[a-e]", value), 0..6).prop_map(|properties| {
        let fields = properties.iter().map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    let event = (0..96_i64, proptest::option::of("[xy]"), properties);
    let event = event.prop_map(|(quarter, agent_id, properties)| Event {
        time: UnixNano(quarter * super::NANOS_PER_QUARTER + 7),
        agent_id,
        properties: Some(JsonText::vouched(properties)),
        ..Event::default()
    });
    vec(event, 1..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn figures_are_the_same_in_any_order(numbers in vec(-1e12..1e12, 1..60), cut in 0..60_usize) {
        let (one, next) = numbers.split_at(cut.min(numbers.len()));
        let mut merged = figures(next);
        merged.merge(&figures(one));
        let whole = figures(&numbers);
        prop_assert_eq!((merged.count, merged.min(), merged.max()), (whole.count, whole.min(), whole.max()));
        let scale = numbers.iter().map(|number| number.abs()).sum::<f64>();
        prop_assert!((merged.sum() - whole.sum()).abs() <= 1e-15 * scale);
    }

    #[test]
    fn histograms_are_the_same_in_any_order(numbers in vec(finite(), 0..60), cut in 0..60_usize) {
        let (one, next) = numbers.split_at(cut.min(numbers.len()));
        let mut merged = histogram(next);
        merged.merge(&histogram(one));
        prop_assert_eq!(merged, histogram(&numbers));
    }

    #[test]
    fn quantiles_are_within_the_error_that_is_told(mut numbers in vec(finite(), 1..60), share in 0.0..=1.0) {
        let told = histogram(&numbers).quantile(share).unwrap();
        numbers.sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "60 at most")]
        let rank = (numbers.len() as f64 * share).ceil().max(1.0) as usize;
        let exact = numbers[rank - 1];
        // The smallest numbers of all have no digits left for it.
        prop_assert!((told - exact).abs() <= exact.abs() * 0.022 + 1e-320, "{} for {}", told, exact);
    }

    #[test]
    fn sketches_are_the_same_in_any_order(
        seen in vec((0..3_000_u64, 0..96_u32), 0..200), times in 1..20_u64, cut in 0..200_usize,
    ) {
        let seen: Vec<(u64, u128)> = (0..times)
            .flat_map(|turn| seen.iter().map(move |(number, quarter)| {
                (mixed(number + turn * 3_000), 1 << quarter)
            }))
            .collect();
        let (one, next) = seen.split_at(cut.min(seen.len()));
        let mut merged = DaySketch::of(next.iter().copied());
        merged.merge(&DaySketch::of(one.iter().copied()));
        let whole = DaySketch::of(seen.iter().copied());
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.day(), distinct(seen.iter().map(|of| of.0)));
        let some = seen.iter().filter(|of| of.1 >= 1 << 4 && of.1 < 1 << 31);
        if let Some(found) = whole.quarters(&(4..31)) {
            prop_assert_eq!(found, distinct(some.map(|of| of.0)));
        }
    }

    #[test]
    fn deltas_in_pieces_come_to_what_they_do_together(
        events in events(), cut in 0..200_usize, swap in any::<bool>(),
    ) {
        let (one, next) = events.split_at(cut.min(events.len() - 1));
        let pieces = [roll_up(one.iter()), roll_up(next.iter())].concat();
        let mut merged = summed(pieces.iter().map(Vec::as_slice), swap);
        let whole = roll_up(events.iter());
        let mut whole = summed(whole.iter().map(Vec::as_slice), false);
        // Values may come in another order, and what is too much may be noticed later.
        prop_assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        for (key, series) in &mut merged {
            let expected = whole.get_mut(key).unwrap();
            if *series != Series::Many && *expected != Series::Many {
                prop_assert_eq!(plain(series), plain(expected), "{}", key);
            }
        }
        // As few events are kept as they are.
        let kept = [deltas_of(&one.iter().collect::<Vec<_>>()), deltas_of(&next.iter().collect::<Vec<_>>())].concat();
        let rolled = rolled_up(kept.iter().map(Vec::as_slice)).unwrap();
        let kept = summed(rolled.iter().map(|bytes| &**bytes), false);
        prop_assert_eq!(kept.len(), whole.len());
    }

    #[test]
    fn damage_is_told_and_breaks_nothing(events in events(), place in any::<proptest::sample::Index>(), byte: u8) {
        let mut bytes = roll_up(events.iter()).remove(0);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Some(delta) = Delta::decode(&bytes) {
            let _ = delta.catalog();
            for entry in &delta.entries {
                let _ = entry.series();
            }
        }
        let _ = Catalog::decode(&bytes[place..]);
        let _ = rolled_up(std::iter::once(&bytes[place..]));
    }
}

type Sums = std::collections::BTreeMap<String, Series>;

/// The series of deltas, added up, each after it was stored and read again.
fn summed<'d>(deltas: impl Iterator<Item = &'d [u8]>, backwards: bool) -> Sums {
    let mut deltas: Vec<&[u8]> = deltas.collect();
    if backwards {
        deltas.reverse();
    }
    let mut sums = Sums::new();
    for bytes in deltas {
        for entry in Delta::decode(bytes).unwrap().entries {
            let series = entry.series().unwrap();
            let mut stored = Series::decode(entry.name.kind, &series.encode()).unwrap();
            if let (Series::Distinct(stored), Series::Distinct(series)) = (&mut stored, &series) {
                for (hour, bytes) in series.encode_hours() {
                    assert!(stored.decode_hour(hour, &bytes));
                }
            }
            assert_eq!(stored, series);
            let key = format!("{:?} {:?}", entry.agent, entry.name);
            match sums.get_mut(&key) {
                Some(sum) => sum.merge(&stored),
                None => drop(sums.insert(key, stored)),
            }
        }
    }
    sums
}

/// A series without what depends on the order in which values came.
fn plain(series: &Series) -> String {
    fn lines<T>(cells: &super::Cells<T>, part: impl Fn(&T) -> String) -> String {
        let value = |values: &[super::RollupValue], place: u8| {
            usize::from(place).checked_sub(1).map(|place| values[place].clone())
        };
        let mut lines: Vec<String> = cells
            .parts()
            .iter()
            .map(|(place, of)| {
                let values = (value(cells.values(), place.value), value(cells.withs(), place.with));
                format!("{} {values:?} {}", place.quarter, part(of))
            })
            .collect();
        lines.sort();
        lines.join("\n")
    }
    match series {
        Series::Counts(cells) => lines(cells, u64::to_string),
        Series::Types(cells) => lines(cells, |types| format!("{types:?}")),
        Series::Figures(cells) => lines(cells, |of| {
            format!("{} {:?} {:?} {:.4}", of.count, of.min(), of.max(), of.sum() / 1e3)
        }),
        Series::Histograms(cells) => lines(cells, |histogram| format!("{histogram:?}")),
        Series::Flags(_) | Series::Distinct(_) | Series::Many => format!("{series:?}"),
    }
}

#[test]
fn sums_lose_nothing_that_can_be_seen() {
    assert_eq!(figures(&[0.1; 10]).sum().to_string(), "1");
    assert_eq!(figures(&[1e16, 1.0, -1e16]).sum().to_string(), "1");
    assert_eq!(figures(&[]).sum().to_string(), "0");
    assert!(figures(&[f64::MAX, f64::MAX]).sum().is_infinite());
    assert_eq!((figures(&[]).mean(), figures(&[2.0, 3.0]).mean()), (None, Some(2.5)));
}

#[test]
fn distinct_values_are_exact_while_few_and_within_two_percent_beyond() {
    for count in [0, 1, 1_000, 1_024] {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let expected = (count as f64, true);
        assert_eq!(distinct((0..count).map(mixed)).count(), expected);
    }
    for seed in 0..5 {
        let mut sketch = Distinct::default();
        let mut added = 0_u64;
        for count in [1_025, 2_000, 5_000, 20_000, 60_000, 100_000, 200_000] {
            for number in added..count {
                sketch.add_hash(mixed(number + (seed << 40)));
            }
            added = count;
            let (told, exact) = sketch.count();
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let error = told / count as f64 - 1.0;
            assert!(!exact && error.abs() < 0.02, "{told} for {count}");
        }
    }
}

#[test]
fn an_hour_with_too_many_values_is_not_cut() {
    let of_hour = |hour: u32| (0..2_000).map(move |number| (mixed(number), 1_u128 << (hour * 4)));
    let mut sketch = DaySketch::of(of_hour(3));
    sketch.merge(&DaySketch::of((0..10).map(|number| (mixed(number + 9_000), 1 << 21))));
    assert_eq!(sketch.hours(), [3, 5]);
    assert_eq!(sketch.quarters(&(13..24)), None);
    assert_eq!(sketch.quarters(&(16..22)).unwrap().count(), (10.0, true));
    assert_eq!(sketch.quarters(&(16..21)).unwrap().count(), (0.0, true));
    assert_eq!(sketch.quarters(&(12..24)), Some(sketch.day()));
}

#[test]
fn hashes_of_values_never_change() {
    use super::RollupValue::{Boolean, Number, Text};
    let hashes = [Text("5".to_owned()), Number(5.0), Boolean(true)].map(|value| value.hash());
    assert_eq!(
        hashes,
        [16_058_596_026_395_164_274, 14_656_250_142_326_604_640, 7_258_179_584_389_904_181]
    );
    let name = super::SeriesName { kind: super::Kind::Pairs, property: "a", with: "b" };
    assert_eq!(name.id("event", Some("agent")).to_string(), "131ef26f-c90d-dcb3-3864-0990b62d7c6e");
}

#[test]
fn very_many_events_come_to_several_deltas() {
    let event = |number: i64| Event {
        time: UnixNano(number * 1_000_000_000),
        agent_id: Some("one".to_owned()),
        properties: Some(JsonText::vouched(format!("{{\"a\":{},\"b\":true}}", number % 40))),
        ..Event::default()
    };
    let events: Vec<Event> = (0..12_000).map(event).collect();
    let deltas = roll_up(events.iter());
    assert_eq!(deltas.len(), 2);
    let sums = summed(deltas.iter().map(Vec::as_slice), false);
    let count = |name: &str| match &sums[name] {
        Series::Counts(cells) => cells.parts().iter().map(|(_, count)| count).sum::<u64>(),
        other => panic!("{other:?}"),
    };
    let pairs: Vec<&String> = sums.keys().filter(|name| name.contains("Pairs")).collect();
    assert_eq!(pairs.len(), 3, "{pairs:?}");
    assert!(pairs.into_iter().all(|name| count(name) == 12_000));
}
