//! What happens in which hour.

use farol_model::UnixNano;

use super::{
    background::log_hour,
    batch::{analyse_document, judge_answers, reindex},
    business::tell_business,
    clock::{HOUR, MINUTE, SECOND},
    conversation::{Subject, converse, converse_as_hero},
    judge::judge_conversations,
    odd::{handle_webhook, stall},
    pipeline::run_pipeline,
    random::Random,
    scene::Scene,
    trace::Items,
    visits::{arrange_visit, renegotiate},
    voice::call,
};

/// Plans of the nightly index, and of the large import a few hours ago.
const NIGHTLY_PLANS: i64 = 107;
const IMPORTED_PLANS: i64 = 1_000;
const IMPORTED: i64 = 3 * HOUR + 12 * MINUTE;

/// Something that happens, and how often in the busiest hour of a usual day, in thousandths.
type Happening = (i64, fn(&Scene, &mut Random, UnixNano, &mut Items));

const HAPPENINGS: [Happening; 13] = [
    (19_000, |scene, random, time, items| converse(scene, random, time, Subject::Support, items)),
    (10_000, |scene, random, time, items| converse(scene, random, time, Subject::Billing, items)),
    (6_200, |scene, random, time, items| converse(scene, random, time, Subject::Sales, items)),
    (5_600, |scene, random, time, items| converse(scene, random, time, Subject::Orders, items)),
    (3_400, |scene, random, time, items| converse(scene, random, time, Subject::Shop, items)),
    (2_600, |scene, random, time, items| converse(scene, random, time, Subject::Retention, items)),
    (9_000, arrange_visit),
    (4_100, renegotiate),
    (6_400, run_pipeline),
    (900, |scene, random, time, items| call(scene, random, time, false, items)),
    (1_500, |scene, random, time, items| call(scene, random, time, true, items)),
    (600, analyse_document),
    (700, handle_webhook),
];

/// Which of them are under way at the end, and since when.
const UNDER_WAY: [(usize, i64); 8] = [
    (9, 23 * SECOND),
    (10, 9 * SECOND),
    (11, 4 * SECOND),
    (0, 2_100_000_000),
    (6, 1_400_000_000),
    (0, 900_000_000),
    (2, 800_000_000),
    (1, 350_000_000),
];

/// Makes the hour that ended so many hours ago.
pub(super) fn make_hour(scene: &Scene, hours_ago: i64) -> Items {
    let mut items = Items::default();
    let start = UnixNano(scene.clock.now.0 - (hours_ago + 1) * HOUR);
    let hour = hours_ago.cast_unsigned();
    for (kind, (often, happen)) in HAPPENINGS.iter().enumerate() {
        let mut random = Random::of(&[scene.seed, hour, kind as u64]);
        // Twelve times five minutes, each as busy as it is.
        for part in 0..12 {
            let begun = UnixNano(start.0 + part * HOUR / 12);
            let busy =
                scene.clock.busy(begun) * (1000 + scene.clock.trouble(begun) * 14 / 10) / 1000;
            for _ in 0..random.count(often * busy / 12_000) {
                let time = UnixNano(begun.0 + random.below(HOUR / 12));
                happen(scene, &mut random, time, &mut items);
            }
        }
    }
    let mut random = Random::of(&[scene.seed, hour, 100]);
    let time = UnixNano(start.0 + 5 * MINUTE + random.below(MINUTE));
    judge_answers(scene, &mut random, time, &mut items);
    log_hour(scene, &mut random, start, &mut items);
    if scene.clock.hour(start) == 3 {
        reindex(scene, &mut random, UnixNano(start.0 + 30 * MINUTE), NIGHTLY_PLANS, &mut items);
    }
    if hours_ago == IMPORTED / HOUR {
        let time = UnixNano(scene.clock.now.0 - IMPORTED);
        reindex(scene, &mut random, time, IMPORTED_PLANS, &mut items);
    }
    if hours_ago == 0 {
        converse_as_hero(scene, &mut random, &mut items);
        begin_some(scene, &mut random, &mut items);
    }
    tell_business(scene, &mut items);
    judge_conversations(scene, &mut items);
    items
}

/// What is under way when the data ends, and one that has been for long.
fn begin_some(scene: &Scene, random: &mut Random, items: &mut Items) {
    let ago = |ago: i64| UnixNano(scene.clock.now.0 - ago);
    for (kind, begun) in UNDER_WAY {
        HAPPENINGS[kind].1(scene, random, ago(begun), items);
    }
    stall(scene, random, ago(41 * MINUTE), items);
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use chrono::DateTime;
    use farol_model::SpanStatus;

    use super::{super::clock::Clock, *};

    fn hour(now: &str, seed: u64, hours_ago: i64) -> Items {
        let now = DateTime::parse_from_rfc3339(now).unwrap();
        make_hour(&Scene::new(Clock::new(now), seed), hours_ago)
    }

    const NOW: &str = "2026-11-20T09:42:07-03:00";

    #[test]
    fn the_same_seed_makes_the_same_data() {
        for hours_ago in [0, 3, 30] {
            let made = hour(NOW, 6, hours_ago);
            assert_eq!(made, hour(NOW, 6, hours_ago));
            assert_ne!(made, hour(NOW, 7, hours_ago));
        }
    }

    #[test]
    fn data_made_later_stands_beside_the_earlier() {
        let (one, next) = (hour(NOW, 6, 0), hour("2026-11-20T09:43:07-03:00", 6, 0));
        let known: HashSet<_> = one.spans.iter().map(|span| span.trace_id).collect();
        assert!(next.spans.iter().all(|span| !known.contains(&span.trace_id)));
    }

    #[test]
    fn nothing_lies_ahead_and_every_span_is_another() {
        let now = Clock::new(DateTime::parse_from_rfc3339(NOW).unwrap()).now;
        let items = hour(NOW, 6, 0);
        assert!(items.spans.iter().all(|span| span.start <= now && span.end <= Some(now)));
        assert!(items.logs.iter().all(|log| log.time <= now));
        assert!(items.events.iter().all(|event| event.time <= now));
        let ids: HashSet<_> =
            items.spans.iter().map(|span| (span.trace_id, span.span_id)).collect();
        assert_eq!(ids.len(), items.spans.len());
        let running = items.spans.iter().filter(|span| span.status == SpanStatus::Running);
        assert!(running.filter(|span| span.parent_span_id.is_none()).count() >= 5);
    }

    #[test]
    fn every_event_belongs_to_an_execution_that_ended_before_it() {
        let items = hour(NOW, 6, 24);
        let ends: HashMap<_, _> = items
            .spans
            .iter()
            .filter(|span| span.parent_span_id.is_none())
            .map(|span| (span.trace_id, span.end))
            .collect();
        assert!(items.events.len() > 20, "{}", items.events.len());
        for event in &items.events {
            let end = ends[&event.trace_id.unwrap()];
            assert!(end.is_some_and(|end| end < event.time), "{event:?}");
        }
    }

    #[test]
    fn this_morning_is_worse_than_yesterday() {
        let failed = |hours_ago| {
            let items = hour(NOW, 6, hours_ago);
            let of_desk = |span: &&farol_model::Span| span.name == "support-agent";
            let all = items.spans.iter().filter(of_desk).count();
            let failed = items.spans.iter().filter(of_desk);
            failed.filter(|span| span.status == SpanStatus::Error).count() * 1000 / all
        };
        assert!(failed(0) > 80 && failed(24) < 40, "{} and {}", failed(0), failed(24));
    }
}
