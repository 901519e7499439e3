//! Rollups against brute force: before they are folded, in between and afterwards.

use farol_model::{Event, rollup::QUARTERS_PER_DAY};
use farol_storage::{RollupQuestion, Wanted};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sqlx::PgPool;

use super::{
    brute_force::{assert_same, expected, read},
    made::{DAYS, FIRST_DAY, quarters_of_all, random_event},
};
use crate::support::Store;

const NAME: &str = "ticket_resolved";

/// Questions of every kind.
fn all_wanted() -> Vec<Wanted<'static>> {
    let mut wanted = vec![Wanted::Count];
    let properties =
        ["category", "answered", "duration", "rating", "user", "amount", "agentId", "absent"];
    for property in properties {
        wanted.push(Wanted::Types { property });
        wanted.push(Wanted::Values { property });
        wanted.push(Wanted::Distinct { property });
        for by in [None].into_iter().chain(properties.map(Some)) {
            if by != Some(property) {
                wanted.push(Wanted::Figures { property, by });
                wanted.push(Wanted::Histogram { property, by });
            }
        }
        for with in properties.into_iter().filter(|with| *with != property) {
            wanted.push(Wanted::Pairs { property, with });
        }
    }
    wanted
}

/// Asks everything, of all the time and of pieces of it. Says how many answers were whole.
async fn compare(store: &Store, events: &[Event], random: &mut StdRng, when: &str) -> usize {
    let all = quarters_of_all();
    let days: Vec<i64> = (FIRST_DAY..FIRST_DAY + DAYS).map(|day| day * QUARTERS_PER_DAY).collect();
    let events = read(events);
    let mut whole = 0;
    for wanted in all_wanted() {
        let start = random.random_range(all.clone());
        let some = start..random.random_range(start..all.end) + 1;
        let mut cuts: Vec<i64> = (0..6).map(|_| random.random_range(all.clone())).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let agents = [None, Some("one"), Some("nobody")];
        let agent = agents[random.random_range(0..agents.len())];
        let asked = [(all.clone(), &days, None), (some, &cuts, agent)];
        for (quarters, cuts, agent) in asked {
            let project_id = store.project_id;
            let question = RollupQuestion { project_id, name: NAME, agent, quarters, cuts, wanted };
            let answer = store.ask(&question).await;
            whole += usize::from(answer.unanswered.is_empty());
            let expected = expected(&events, &question, &answer);
            assert_same(&answer.rows, &expected, &format!("{when}: {question:?}"));
        }
    }
    whole
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn rollups_say_what_the_events_say(pool: PgPool) {
    let store = Store::new(pool).await;
    let mut random = StdRng::seed_from_u64(7);
    let mut events = Vec::new();
    for (round, sizes) in [[1, 30, 1_000], [2, 40, 3_000], [1, 1, 200]].into_iter().enumerate() {
        for size in sizes {
            let more: Vec<Event> = (0..size).map(|_| random_event(&mut random)).collect();
            store.write_events(more.clone()).await;
            events.extend(more);
        }
        let before = compare(&store, &events, &mut random, "unfolded").await;
        // The last round finds what the one before left.
        if round != 1 {
            store.fold_all().await;
            let after = compare(&store, &events, &mut random, "folded").await;
            assert!(after.min(before) > 150, "too few answers: {before}, {after}");
        }
    }
}
