use std::sync::Arc;

use super::*;
use crate::Budget;

const FLOOD: i32 = 1;
const TRICKLE: i32 = 2;

/// A request of so many rows, ten bytes each.
fn waiting(project_id: i32, rows: usize) -> Waiting {
    let request = WriteRequest { project_id, ..WriteRequest::default() };
    let reservation = Arc::new(Budget::new(0)).reserve(project_id);
    let (answer, _) = oneshot::channel();
    Waiting { request, rows, bytes: rows * 10, answer, reservation }
}

/// Projects and rows of the next group.
fn take(state: &mut State, rows: usize) -> Vec<(i32, usize)> {
    let group = state.take(rows, usize::MAX);
    group.iter().map(|of| (of.request.project_id, of.rows)).collect()
}

#[test]
fn a_group_takes_all_that_waits_up_to_its_limits() {
    let mut state = State::default();
    for rows in [1, 2, 3] {
        state.push(waiting(FLOOD, rows));
    }
    assert_eq!(take(&mut state, 5), [(FLOOD, 1), (FLOOD, 2)]);
    state.push(waiting(FLOOD, 9));
    assert_eq!(take(&mut state, 5), [(FLOOD, 3)]);
    assert_eq!(take(&mut state, 5), [(FLOOD, 9)], "a larger one still goes in whole, alone");
    assert_eq!(take(&mut state, 5), []);
}

#[test]
fn a_trickle_rides_in_the_next_group_whatever_the_backlog() {
    let mut state = State::default();
    for _ in 0..100 {
        state.push(waiting(FLOOD, 10));
    }
    for _ in 0..5 {
        take(&mut state, 20);
        state.push(waiting(TRICKLE, 1));
        state.push(waiting(FLOOD, 10));
        assert!(take(&mut state, 20).contains(&(TRICKLE, 1)));
    }
}

#[test]
fn backlogs_share_alike_by_bytes_and_keep_their_order() {
    let mut state = State::default();
    for rows in 0..40 {
        state.push(waiting(FLOOD, 100 + rows));
    }
    for rows in 0..400 {
        state.push(waiting(TRICKLE, 10 + rows % 2));
    }
    let mut taken = [0, 0];
    let mut last = 0;
    while taken[0] < 2_000 {
        for (project, rows) in take(&mut state, 250) {
            if project == FLOOD {
                assert!(rows > last, "in the order in which they came");
                last = rows;
            }
            taken[usize::from(project == TRICKLE)] += rows;
        }
    }
    assert!(taken[0].abs_diff(taken[1]) <= 250, "about the same of both: {taken:?}");
}

#[test]
fn nobody_saves_turns_up_by_sending_nothing() {
    let mut state = State::default();
    for _ in 0..100 {
        state.push(waiting(FLOOD, 10));
    }
    take(&mut state, 500);
    for _ in 0..50 {
        state.push(waiting(TRICKLE, 10));
    }
    let group = take(&mut state, 200);
    let of_flood = group.iter().filter(|(project, _)| *project == FLOOD).count();
    assert!((9..=11).contains(&of_flood), "half of the group: {group:?}");
}
